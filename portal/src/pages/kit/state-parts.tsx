import { useState } from "react";
import { ApiProblem } from "../../api/problem.ts";
import { Badge } from "../../kit/badge.tsx";
import { Breadcrumbs } from "../../kit/breadcrumbs.tsx";
import { Button } from "../../kit/button.tsx";
import { Card } from "../../kit/card.tsx";
import { Dialog } from "../../kit/dialog.tsx";
import { Drawer } from "../../kit/drawer.tsx";
import { Empty, Failed, Skeleton } from "../../kit/states.tsx";
import { gallery } from "../../text/gallery.ts";
import { useText } from "../../text/use-text.ts";

export function StateParts() {
  const t = useText(gallery);
  const [opened, setOpened] = useState<"dialog" | "drawer">();
  const close = () => setOpened(undefined);
  const sample = new ApiProblem(
    409,
    "sample",
    { vi: "Bản ghi này vừa được người khác sửa.", en: "Somebody else has just changed this record." },
    "7c1e0b9a",
  );
  return (
    <div className="grid gap-5 lg:grid-cols-2">
      <Card title={t.badges}>
        <div className="flex flex-wrap gap-2">
          <Badge>{t.draft}</Badge>
          <Badge tone="sea">{t.running}</Badge>
          <Badge tone="good">{t.clean}</Badge>
          <Badge tone="watch">{t.toLookAt}</Badge>
          <Badge tone="act">{t.held}</Badge>
          <Badge tone="flower">{t.urgent}</Badge>
        </div>
      </Card>
      <Card title={t.overlays}>
        <div className="flex flex-wrap gap-3">
          <Button variant="secondary" onClick={() => setOpened("dialog")}>
            {t.openDialog}
          </Button>
          <Button variant="secondary" onClick={() => setOpened("drawer")}>
            {t.openDrawer}
          </Button>
        </div>
        <div className="mt-4">
          <Breadcrumbs
            crumbs={[
              { title: t.city, to: "/kit" },
              { title: t.commune, to: "/kit?phan=so" },
              { title: t.school },
            ]}
          />
        </div>
      </Card>
      <Card title={t.empty}>
        <Empty heading="h3" title={t.nothingToDo} action={<Button variant="secondary">{t.upload}</Button>}>
          {t.nothingToDoWhy}
        </Empty>
      </Card>
      <Card title={t.failures}>
        <Failed error={sample} onRetry={() => undefined} />
        <div className="mt-6" data-sample>
          <Skeleton />
        </div>
      </Card>
      {opened === "dialog" ? (
        <Dialog
          title={t.dialogTitle}
          onClose={close}
          actions={
            <>
              <Button variant="secondary" onClick={close}>
                {t.later}
              </Button>
              <Button variant="danger" onClick={close}>
                {t.remove}
              </Button>
            </>
          }
        >
          <p>{t.dialogText}</p>
        </Dialog>
      ) : null}
      {opened === "drawer" ? (
        <Drawer title={t.drawerTitle} onClose={close}>
          <p>{t.dialogText}</p>
        </Drawer>
      ) : null}
    </div>
  );
}
