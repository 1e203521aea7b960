import { FileLock2, Globe, Mail, Phone } from "lucide-react";
import type { ReactNode } from "react";
import { AppLink } from "../../app/app-link.tsx";
import { PageHeader } from "../../kit/page-header.tsx";
import { Reading } from "../../kit/states.tsx";
import { status } from "../../text/status.ts";
import { useText } from "../../text/use-text.ts";
import { useContact } from "./status-data.ts";

/** `/lien-he-su-co`: where to report a leak of data or a weakness, what to say, and what not to do. */
export default function ContactPage() {
  const t = useText(status).contact;
  const contact = useContact();
  return (
    <>
      <PageHeader title={t.title} lead={t.lead} />
      <div className="grid items-start gap-10 lg:grid-cols-[minmax(0,1fr)_22rem]">
        <Reading reading={contact} lines={4}>
          {({ email, phone, url, keyUrl, hours }) =>
            email === undefined && phone === undefined && url === undefined ? (
              <div className="bg-watch-soft rounded-xl p-5">
                <p className="font-medium">{t.notSet}</p>
                <p className="mt-1">{t.notSetHow}</p>
                <p className="text-muted mt-3 text-sm">{t.forOperator}</p>
              </div>
            ) : (
              <div>
                <h2 className="mb-3 text-lg font-semibold">{t.where}</h2>
                <ul className="border-rule divide-rule divide-y border-y">
                  {phone === undefined ? null : (
                    <Way
                      icon={<Phone aria-hidden size={22} />}
                      name={t.phone}
                      href={`tel:${phone.replace(/[ .]/g, "")}`}
                    >
                      {phone}
                    </Way>
                  )}
                  {email === undefined ? null : (
                    <Way icon={<Mail aria-hidden size={22} />} name={t.email} href={`mailto:${email}`}>
                      {email}
                    </Way>
                  )}
                  {url === undefined ? null : (
                    <Way icon={<Globe aria-hidden size={22} />} name={t.form} href={url}>
                      {url}
                    </Way>
                  )}
                  {keyUrl === undefined ? null : (
                    <Way icon={<FileLock2 aria-hidden size={22} />} name={t.key} href={keyUrl}>
                      {keyUrl}
                    </Way>
                  )}
                </ul>
                {hours === undefined ? null : <p className="text-muted mt-3">{t.hours(hours)}</p>}
              </div>
            )
          }
        </Reading>
        <div className="space-y-6">
          <Points title={t.tellTitle} points={[t.tell.what, t.tell.whose, t.tell.reach]} />
          <Points title={t.dontTitle} points={[t.dont.pass, t.dont.look, t.dont.harm]} />
        </div>
      </div>
      <section className="border-rule mt-10 border-t pt-6">
        <h2 className="text-lg font-semibold">{t.afterTitle}</h2>
        <p className="mt-1 max-w-[68ch]">{t.after}</p>
        <p className="text-muted mt-4 text-sm">
          {t.otherwise}{" "}
          <AppLink to="/tinh-trang" className="text-link underline">
            {t.toStatus}
          </AppLink>
        </p>
      </section>
    </>
  );
}

interface WayProps {
  readonly icon: ReactNode;
  readonly name: string;
  readonly href: string;
  readonly children: string;
}

function Way({ icon, name, href, children }: WayProps) {
  return (
    <li className="flex items-center gap-4 py-3">
      <span className="text-sea shrink-0">{icon}</span>
      <div className="min-w-0">
        <p className="text-muted text-sm">{name}</p>
        <a
          href={href}
          className="text-link inline-flex min-h-11 items-center font-medium break-all underline sm:min-h-8"
        >
          {children}
        </a>
      </div>
    </li>
  );
}

function Points({ title, points }: { readonly title: string; readonly points: readonly string[] }) {
  return (
    <section>
      <h2 className="font-semibold">{title}</h2>
      <ul className="text-muted mt-2 list-disc space-y-1 pl-5">
        {points.map((point) => (
          <li key={point}>{point}</li>
        ))}
      </ul>
    </section>
  );
}
