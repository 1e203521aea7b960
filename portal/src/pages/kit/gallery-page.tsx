import { useUrlState } from "../../app/url-state.ts";
import { PageHeader } from "../../kit/page-header.tsx";
import { Tabs } from "../../kit/tabs.tsx";
import { gallery } from "../../text/gallery.ts";
import { useText } from "../../text/use-text.ts";
import { FigureParts } from "./figure-parts.tsx";
import { FormParts } from "./form-parts.tsx";
import { StateParts } from "./state-parts.tsx";
import { TableParts } from "./table-parts.tsx";

/** Every part of the kit, as it looks and behaves: for whoever builds a page. */
export default function GalleryPage() {
  const t = useText(gallery);
  const [state, setState] = useUrlState({ phan: "nhap" });
  return (
    <>
      <PageHeader title={t.title} lead={t.lead} />
      <Tabs
        label={t.title}
        value={state.phan}
        onChange={(phan) => setState({ phan }, true)}
        tabs={[
          { id: "nhap", title: t.forms, content: <FormParts /> },
          { id: "so", title: t.figures, content: <FigureParts /> },
          { id: "bang", title: t.tables, count: 3, content: <TableParts /> },
          { id: "trang-thai", title: t.states, content: <StateParts /> },
        ]}
      />
    </>
  );
}
