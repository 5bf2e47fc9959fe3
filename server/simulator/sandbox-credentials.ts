// Who the merchant is in the sandbox: known to everybody, so that both ends agree without being configured.
// Worth nothing anywhere else; the service uses them as defaults in sandbox mode only.

export const sandboxCredentials = {
  /** What stands in the QR code: HTTP://SEQR.SE/000/SANDBOX */
  serviceId: 'SANDBOX',
  terminalId: '3f5c1a9e0b7d4826a1c4e8f02b6d9735',
  terminalPassword: 'sandbox-terminal',
  resellerId: 'SANDBOXSHOP',
  resellerUserId: '9900',
  resellerPassword: 'sandbox-reseller',
} as const;

/** Who may send text messages in the sandbox. */
export const sandboxSms = { user: 'sandbox', password: 'sandbox-sms' } as const;
