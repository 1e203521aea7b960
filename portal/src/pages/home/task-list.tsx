import { ChevronRight, CircleCheck } from "lucide-react";
import { useCaller } from "../../api/caller.ts";
import { useApi } from "../../api/use-api.ts";
import { AppLink } from "../../app/app-link.tsx";
import { navIcons } from "../../app/nav-icons.tsx";
import { Badge } from "../../kit/badge.tsx";
import { formatDay, formatNumber } from "../../kit/number-text.tsx";
import { Reading } from "../../kit/states.tsx";
import { home } from "../../text/home.ts";
import { useLanguage, useText } from "../../text/use-text.ts";
import { type TaskId, taskKinds } from "./task-kinds.ts";

interface Task {
  readonly id: TaskId;
  readonly count: number;
  readonly overdue: number;
  readonly since: string | null;
}

/** What waits for the caller, most pressing first. */
export function TaskList() {
  const t = useText(home);
  const reading = useApi<{ readonly data: readonly Task[] }>("/api/v1/portal/tasks");
  return (
    <section aria-labelledby="tasks">
      <h2 id="tasks" className="mb-3 text-lg font-semibold">
        {t.tasks}
      </h2>
      <Reading reading={reading}>
        {({ data }) =>
          data.length === 0 ? (
            <div className="bg-raised border-rule flex items-center gap-4 rounded-xl border px-4 py-4 sm:px-5">
              <span className="bg-good-soft text-good grid size-11 shrink-0 place-items-center rounded-full">
                <CircleCheck aria-hidden size={21} />
              </span>
              <span>
                <span className="block font-medium">{t.nothing}</span>
                <span className="text-muted block text-sm">{t.nothingWhy}</span>
              </span>
            </div>
          ) : (
            <ul className="bg-raised border-rule divide-rule divide-y overflow-hidden rounded-xl border">
              {[...data]
                .sort((a, b) => Number(b.overdue > 0) - Number(a.overdue > 0))
                .map((task) => (
                  <TaskRow key={task.id} task={task} />
                ))}
            </ul>
          )
        }
      </Reading>
    </section>
  );
}

function TaskRow({ task }: { readonly task: Task }) {
  const t = useText(home);
  const language = useLanguage();
  const caller = useCaller();
  const kind = taskKinds[task.id];
  const Icon = navIcons[kind.icon];
  const number = (value: number): string => formatNumber(value, language);
  const words = t.kinds[task.id];
  return (
    <li>
      <AppLink to={kind.to(caller)} className="hover:bg-sunken flex items-center gap-4 px-4 py-4 sm:px-5">
        <span className="bg-sea-soft text-sea grid size-11 shrink-0 place-items-center rounded-full">
          <Icon aria-hidden size={21} />
        </span>
        <span className="min-w-0 flex-1">
          <span className="flex flex-wrap items-center gap-x-3 gap-y-1 font-medium">
            {words.what(number(task.count))}
            {task.overdue > 0 ? <Badge tone="flower">{t.overdue(number(task.overdue))}</Badge> : null}
          </span>
          <span className="text-muted block text-sm">
            {words.why}
            {task.since === null ? null : ` ${t.since(formatDay(task.since))}`}
          </span>
        </span>
        <ChevronRight aria-hidden size={20} className="text-muted shrink-0" />
      </AppLink>
    </li>
  );
}
