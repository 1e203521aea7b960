import { Download, Pencil, Trash2 } from "lucide-react";
import { useState } from "react";
import { Button, IconButton } from "../../kit/button.tsx";
import { Card } from "../../kit/card.tsx";
import { Checkbox, Switch } from "../../kit/checkbox.tsx";
import { Combobox } from "../../kit/combobox.tsx";
import { FileDrop } from "../../kit/file-drop.tsx";
import { Menu } from "../../kit/menu.tsx";
import { Select } from "../../kit/select.tsx";
import { TextArea, TextField } from "../../kit/text-field.tsx";
import { useToast } from "../../kit/toast.tsx";
import { gallery } from "../../text/gallery.ts";
import { useText } from "../../text/use-text.ts";

export function FormParts() {
  const t = useText(gallery);
  const toast = useToast();
  const [isOn, setOn] = useState(true);
  const [level, setLevel] = useState("02");
  const [commune, setCommune] = useState("");
  const levels = t.levels.split("|").map((label, at) => ({ value: `0${at + 1}`, label }));
  const communes = t.communes.split("|").map((label) => ({ value: label, label }));
  return (
    <div className="grid gap-5 lg:grid-cols-2">
      <Card title={t.buttons}>
        <div className="flex flex-wrap gap-3">
          <Button onClick={() => toast({ kind: "done", text: t.saved, undo: () => undefined })}>
            {t.save}
          </Button>
          <Button variant="secondary" icon={Download}>
            {t.download}
          </Button>
          <Button variant="quiet">{t.later}</Button>
          <Button
            variant="danger"
            icon={Trash2}
            onClick={() => toast({ kind: "failed", text: t.notDeleted })}
          >
            {t.remove}
          </Button>
          <Button isBusy>{t.busy}</Button>
          <IconButton label={t.edit} icon={Pencil} />
          <Menu
            label={t.more}
            actions={[
              { title: t.edit, icon: Pencil, onSelect: () => undefined },
              { title: t.remove, icon: Trash2, isDangerous: true, onSelect: () => undefined },
            ]}
          />
        </div>
      </Card>
      <Card title={t.fields}>
        <div className="space-y-4">
          <TextField label={t.name} hint={t.nameHint} defaultValue="Nguyễn Thị Mẫu" />
          <TextField label={t.day} error={t.dayError} defaultValue="31/02/2015" inputMode="numeric" />
          <Select label={t.level} options={levels} value={level} onChange={setLevel} />
          <Combobox
            label={t.commune}
            options={communes}
            value={commune}
            onChange={setCommune}
            placeholder={t.communeHint}
          />
          <TextArea label={t.reason} rows={2} />
        </div>
      </Card>
      <Card title={t.choices}>
        <Checkbox label={t.consent} hint={t.consentHint} isChecked={isOn} onChange={setOn} />
        <Switch label={t.remind} isChecked={isOn} onChange={setOn} />
      </Card>
      <Card title={t.files}>
        <FileDrop
          label={t.dropFiles}
          onFiles={(files) => toast({ kind: "done", text: files.map((file) => file.name).join(", ") })}
        />
      </Card>
    </div>
  );
}
