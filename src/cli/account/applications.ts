import { eventOf } from "#src/access/accounts/context.ts";
import {
  disableApplication,
  registerApplication,
  rotateApplicationSecret,
} from "#src/access/provider/applications.ts";
import { HpError } from "#src/platform/errors.ts";
import { type Client, inTransaction } from "#src/platform/postgres/pool.ts";
import { type Call, type Command, findString, isSet } from "../command.ts";
import { listOf, needed, operandAt, textOption, unknownAction } from "../privacy/open-privacy.ts";
import { textTable } from "../text-table.ts";
import { secretLines } from "./machines.ts";
import { type AccountTools, answer, withAccounts } from "./open-accounts.ts";

export const applicationCommand: Command = {
  name: "account application",
  summary: {
    vi: "ứng dụng đăng nhập qua hệ thống này (OpenID Connect)",
    en: "applications that sign people in through us (OpenID Connect)",
  },
  operands: {
    vi: "list | register|rotate|disable <mã>",
    en: "list | register|rotate|disable <id>",
  },
  details: {
    vi: "Ứng dụng nhận mã riêng của người dùng, họ tên và vai trò khi họ đồng ý; --own: ứng dụng của thành phố, không hỏi. Khóa chỉ in một lần.",
    en: "An application gets a person's own id there, name and role once they agree; --own: the city's, not asked. Secrets are printed once.",
  },
  examples: [
    "hp account application register thu-vien-so --name 'Thư viện số' --redirect https://thuvien.example.vn/callback --signed-out https://thuvien.example.vn/ --logout https://thuvien.example.vn/backchannel-logout",
    "hp account application rotate thu-vien-so",
  ],
  options: {
    name: textOption("tên người dùng nhìn thấy", "the name people see", { vi: "tên", en: "name" }),
    redirect: textOption("địa chỉ nhận kết quả, cách nhau dấu phẩy", "redirect URIs, by comma", {
      vi: "địa chỉ,…",
      en: "uri,…",
    }),
    "signed-out": textOption("địa chỉ sau khi đăng xuất", "post-logout redirect URIs", {
      vi: "địa chỉ,…",
      en: "uri,…",
    }),
    logout: textOption("địa chỉ báo đăng xuất từ máy chủ", "back-channel logout URI", {
      vi: "địa chỉ",
      en: "uri",
    }),
    own: { type: "boolean", help: { vi: "ứng dụng của thành phố", en: "the city's own" } },
    public: {
      type: "boolean",
      help: {
        vi: "không có khóa (ứng dụng trên điện thoại), chỉ PKCE",
        en: "without a secret (a telephone's), PKCE only",
      },
    },
  },
  run: (call) =>
    withAccounts(call, async (tools) => {
      const [action = "list"] = call.operands;
      if (action === "list") return list(call, tools);
      const known = actions[action];
      if (known === undefined) throw unknownAction(call, ["list", ...Object.keys(actions)]);
      return known(call, tools, operandAt(call, 1, { vi: "<mã>", en: "<id>" }));
    }),
};

const actions: Readonly<
  Record<string, (call: Call, tools: AccountTools, clientId: string) => Promise<number>>
> = {
  register: async (call, tools, clientId) => {
    if (!/^[a-z0-9][a-z0-9-]{2,63}$/.test(clientId)) throw new HpError("client-unfit", { field: "clientId" });
    const name = needed(call, "name");
    needed(call, "redirect");
    const logout = findString(call, "logout");
    const signedOut = addresses(call, "signed-out");
    const metadata = {
      redirect_uris: addresses(call, "redirect"),
      ...(signedOut.length === 0 ? {} : { post_logout_redirect_uris: signedOut }),
      ...(logout === undefined
        ? {}
        : {
            backchannel_logout_uri: asAddress(logout, "--logout"),
            backchannel_logout_session_required: true,
          }),
      ...(isSet(call, "public") ? { token_endpoint_auth_method: "none" as const } : {}),
    };
    const own = isSet(call, "own");
    const secret = await recorded(tools, "application.register", clientId, (client) =>
      registerApplication(client, tools.context.clock, { clientId, name, own, metadata }),
    );
    return answer(call, { clientId, secret: secret ?? null }, [
      call.say({ vi: `Đã đăng ký ${clientId}.`, en: `${clientId} registered.` }),
      ...secretLines(call, secret),
    ]);
  },
  rotate: async (call, tools, clientId) => {
    const secret = await recorded(tools, "application.rotate", clientId, (client) =>
      rotateApplicationSecret(client, tools.context.clock, clientId),
    );
    return answer(call, { clientId, secret }, secretLines(call, secret));
  },
  disable: async (call, tools, clientId) => {
    const { pool, clock } = tools.context;
    // On record first: disabling has a transaction of its own.
    await recorded(tools, "application.disable", clientId, async (client) => {
      const found = await client.query("select from access.oidc_client where client_id = $1", [clientId]);
      if (found.rowCount !== 1) throw new HpError("application-not-found", { clientId });
    });
    await disableApplication(pool, clock, clientId);
    return answer(call, { clientId }, [
      call.say({ vi: "Đã khóa; thẻ truy cập của nó hết hiệu lực.", en: "Disabled; its tokens ended." }),
    ]);
  },
};

/** The work and its event, both or neither. */
function recorded<T>(
  { context, actor }: AccountTools,
  action: string,
  clientId: string,
  work: (client: Client) => Promise<T>,
): Promise<T> {
  return inTransaction(context.pool, async (client) => {
    const result = await work(client);
    await context.audit(
      client,
      eventOf(actor, context.clock.now(), { action, object: `client/${clientId}` }),
    );
    return result;
  });
}

const addresses = (call: Call, name: string): string[] =>
  listOf(call, name).map((text) => asAddress(text, `--${name}`));

/** @throws HpError `argument-invalid` unless it is https, or http on this machine */
function asAddress(text: string, name: string): string {
  const url = URL.parse(text);
  const isOwn = url?.protocol === "http:" && ["127.0.0.1", "localhost", "[::1]"].includes(url.hostname);
  if (url === null || url.hash !== "" || !(url.protocol === "https:" || isOwn))
    throw new HpError("argument-invalid", { name, reason: `${text} (https://…)` });
  return text;
}

async function list(call: Call, { context }: AccountTools): Promise<number> {
  const { rows } = await context.pool.query<{
    clientId: string;
    name: string;
    own: boolean;
    state: string;
    redirects: readonly string[];
  }>(
    `select client_id as "clientId", name, own, state, metadata -> 'redirect_uris' as redirects
     from access.oidc_client order by client_id`,
  );
  const head = [
    call.say({ vi: "Mã", en: "Id" }),
    call.say({ vi: "Tên", en: "Name" }),
    call.say({ vi: "Của thành phố", en: "City's own" }),
    call.say({ vi: "Trạng thái", en: "State" }),
    call.say({ vi: "Địa chỉ", en: "Addresses" }),
  ];
  return answer(call, { applications: rows }, [
    ...(rows.length === 0
      ? [call.say({ vi: "Chưa có.", en: "None." })]
      : textTable(
          head,
          rows.map((row) => [
            row.clientId,
            row.name,
            row.own ? "✓" : "",
            row.state === "active"
              ? call.say({ vi: "đang dùng", en: "active" })
              : call.say({ vi: "khóa", en: "disabled" }),
            row.redirects.join(" "),
          ]),
        )),
  ]);
}
