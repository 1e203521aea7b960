import type { RegistrationResponseJSON } from "@simplewebauthn/server";
import type { FastifyInstance, FastifyRequest } from "fastify";
import type { ZodTypeProvider } from "fastify-type-provider-zod";
import { z } from "zod";
import { removePasskey, removeTotp } from "#src/access/accounts/change-factors.ts";
import { findCredential } from "#src/access/accounts/credential.ts";
import {
  beginPasskeyRegistration,
  finishPasskeyRegistration,
  renamePasskey,
} from "#src/access/accounts/passkey.ts";
import { changePassword } from "#src/access/accounts/password-sign-in.ts";
import { renewRecoveryCodes } from "#src/access/accounts/recovery-code.ts";
import { beginTotp, confirmTotp } from "#src/access/accounts/totp.ts";
import { totpIssuer } from "#src/access/provider/account-directory.ts";
import { withdrawConsent } from "#src/access/provider/consents.ts";
import { signOutOfEndedSessions } from "#src/access/provider/logout.ts";
import { HpError } from "#src/platform/errors.ts";
import { readCookie } from "../sign-in/cookies.ts";
import { keepSession, type SignInParts } from "../sign-in/flow.ts";
import { whenceOf } from "../sign-in/mount-provider.ts";
import { ownActor, ownSession } from "./own-session.ts";
import { readAccount } from "./read-account.ts";

const tags = ["account"];
const signedIn = { access: "signedIn" as const };
const password = z.string().min(1).max(200);
const label = z.string().trim().min(1).max(100).describe("Tên chủ tài khoản đặt cho khóa");
const passkeyKey = z.object({ credentialId: z.string().min(1).max(1_400) });

/**
 * One's own account, changed: role, password, second factors, passkeys, applications. Only a signed-in browser has one.
 * Whoever changes a factor proved a moment ago who they are (`step-up-needed`, `assertMayChangeFactors`). Answers with
 * secrets are kept nowhere.
 */
export function registerOwnAccount(app: FastifyInstance, parts: SignInParts): void {
  const { accounts, city, passkeySite } = parts;
  app.register(async (scope) => {
    scope.addHook("onSend", async (_request, reply) => {
      reply.header("cache-control", "no-store");
    });
    // Who has no browser's session learns nothing of the routes, what a body must look like neither.
    scope.addHook("preValidation", async (request) => void ownSession(request));
    const typed = scope.withTypeProvider<ZodTypeProvider>();

    typed.get(
      "/api/v1/me/account",
      { config: signedIn, schema: { operationId: "getMyAccount", tags, summary: "Tài khoản của tôi" } },
      async (request) => tellAccount(parts, request),
    );

    typed.post(
      "/api/v1/me/role",
      {
        config: signedIn,
        schema: {
          operationId: "chooseMyRole",
          tags,
          summary: "Đổi vai trò; phiên đi tiếp dưới cookie mới",
          body: z.strictObject({ grantId: z.guid() }),
        },
      },
      async (request, reply) => {
        const cookie = readCookie(request, parts.cookies.session);
        if (cookie === undefined) throw new HpError("sign-in-needed");
        const opened = await parts.directory.chooseGrant(cookie, request.body.grantId, whenceOf(request));
        keepSession(parts, reply, opened);
        return reply.code(204).send();
      },
    );

    typed.post(
      "/api/v1/me/password",
      {
        config: signedIn,
        schema: {
          operationId: "changeMyPassword",
          tags,
          summary: "Đổi mật khẩu; những nơi khác bị đăng xuất",
          body: z.strictObject({ current: password, password, again: password }),
        },
      },
      async (request, reply) => {
        const { current, password: next, again } = request.body;
        if (next !== again) throw new HpError("passwords-differ");
        const { accountId, sessionId } = ownSession(request);
        await changePassword(accounts, { accountId, sessionId, current, next }, ownActor(request));
        await signOutOfEndedSessions(city, whenceOf(request), accountId);
        return reply.code(204).send();
      },
    );

    typed.post(
      "/api/v1/me/totp",
      {
        config: signedIn,
        schema: {
          operationId: "beginMyTotp",
          tags,
          summary: "Khóa mới cho ứng dụng xác thực; có hiệu lực khi xác nhận bằng một mã",
        },
      },
      async (request) => {
        const { accountId, proofs, displayName } = ownSession(request);
        const userName = (await findCredential(accounts.pool, { accountId }))?.userName;
        return beginTotp(accounts, { accountId, proofs, label: userName ?? displayName }, totpIssuer);
      },
    );

    typed.post(
      "/api/v1/me/totp/confirmation",
      {
        config: signedIn,
        schema: {
          operationId: "confirmMyTotp",
          tags,
          summary: "Xác nhận khóa mới bằng mã 6 số",
          body: z.strictObject({ code: z.string().max(20) }),
        },
      },
      async (request, reply) => {
        await confirmTotp(accounts, ownSession(request), request.body.code, ownActor(request));
        return reply.code(204).send();
      },
    );

    typed.delete(
      "/api/v1/me/totp",
      { config: signedIn, schema: { operationId: "removeMyTotp", tags, summary: "Bỏ ứng dụng xác thực" } },
      async (request, reply) => {
        await removeTotp(accounts, ownSession(request), ownActor(request));
        return reply.code(204).send();
      },
    );

    typed.post(
      "/api/v1/me/recovery-codes",
      {
        config: signedIn,
        schema: {
          operationId: "renewMyRecoveryCodes",
          tags,
          summary: "Cấp mã khôi phục mới; mã cũ hết hiệu lực, mã mới chỉ hiện lần này",
        },
      },
      async (request) => ({
        codes: await renewRecoveryCodes(accounts, ownSession(request), ownActor(request)),
      }),
    );

    typed.post(
      "/api/v1/me/passkeys/challenge",
      {
        config: signedIn,
        schema: { operationId: "beginMyPasskey", tags, summary: "Điều trình duyệt hỏi máy để thêm khóa" },
      },
      async (request) => {
        const { accountId, proofs, displayName } = ownSession(request);
        const userName = (await findCredential(accounts.pool, { accountId }))?.userName ?? displayName;
        return beginPasskeyRegistration(accounts, passkeySite, {
          accountId,
          proofs,
          userName,
          displayName,
        });
      },
    );

    typed.post(
      "/api/v1/me/passkeys",
      {
        config: signedIn,
        schema: {
          operationId: "addMyPasskey",
          tags,
          summary: "Thêm khóa đăng nhập máy vừa tạo",
          // Everything the authenticator says is looked at by the library that verifies it.
          body: z.strictObject({
            challengeId: z.string().max(100),
            label,
            response: z.record(z.string(), z.unknown()),
          }),
        },
      },
      async (request, reply) => {
        const { challengeId, label: named, response } = request.body;
        const answer = {
          challengeId,
          label: named,
          response: response as unknown as RegistrationResponseJSON,
        };
        const own = ownSession(request);
        await finishPasskeyRegistration(accounts, passkeySite, own, answer, ownActor(request));
        return reply.code(204).send();
      },
    );

    typed.patch(
      "/api/v1/me/passkeys/:credentialId",
      {
        config: signedIn,
        schema: {
          operationId: "renameMyPasskey",
          tags,
          summary: "Đặt lại tên một khóa",
          params: passkeyKey,
          body: z.strictObject({ label }),
        },
      },
      async (request, reply) => {
        const { credentialId } = request.params;
        await renamePasskey(
          accounts,
          ownSession(request),
          { credentialId, label: request.body.label },
          ownActor(request),
        );
        return reply.code(204).send();
      },
    );

    typed.delete(
      "/api/v1/me/passkeys/:credentialId",
      {
        config: signedIn,
        schema: { operationId: "removeMyPasskey", tags, summary: "Bỏ một khóa", params: passkeyKey },
      },
      async (request, reply) => {
        await removePasskey(accounts, ownSession(request), request.params.credentialId, ownActor(request));
        return reply.code(204).send();
      },
    );

    typed.delete(
      "/api/v1/me/applications/:clientId",
      {
        config: signedIn,
        schema: {
          operationId: "withdrawMyApplication",
          tags,
          summary: "Rút lại điều đã cho một ứng dụng biết",
          params: z.object({ clientId: z.string().min(1).max(200) }),
        },
      },
      async (request, reply) => {
        const { clientId } = request.params;
        const { accountId } = ownSession(request);
        if (await withdrawConsent(accounts.pool, accounts.clock, accountId, clientId)) {
          const where = whenceOf(request);
          const action = "consent.withdrawApplication";
          await parts.record({ action, result: "ok", accountId, clientId, where });
        }
        return reply.code(204).send();
      },
    );
  });
}

async function tellAccount({ accounts, passkeySite }: SignInParts, request: FastifyRequest): Promise<object> {
  const story = await readAccount(accounts, request);
  const { session } = story;
  return {
    displayName: session.displayName,
    userName: story.userName ?? null,
    signedInBy: session.proofs.map(({ method }) => method),
    provedAt: session.provedAt,
    mayChangeFactors: story.mayChangeFactors,
    totp: story.hasTotp,
    recoveryCodes: story.recoveryCodes,
    /** Browsers give passkeys to pages of this host alone. */
    passkeyHost: passkeySite.rpId,
    passkeys: story.passkeys.map(({ credentialId, label: named, createdAt, lastUsedAt }) => ({
      credentialId,
      label: named,
      createdAt,
      lastUsedAt,
    })),
    applications: story.applications.map(({ clientId, name, givenAt }) => ({ clientId, name, givenAt })),
  };
}
