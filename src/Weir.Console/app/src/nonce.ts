/** The nonce of this page, which the style elements of the component library must bear. */
export const nonce = document.querySelector<HTMLMetaElement>('meta[name="csp-nonce"]')?.content ?? '';

// The scroll lock under dialogs asks for it by this name.
(globalThis as { __webpack_nonce__?: string }).__webpack_nonce__ = nonce;
