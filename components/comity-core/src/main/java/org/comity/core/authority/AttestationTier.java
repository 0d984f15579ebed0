package org.comity.core.authority;

/** How well it is shown that the signing key lives in the named device (RFC 9334), weakest first. */
public enum AttestationTier {
    /** The device is named and nothing shows it. */
    DECLARED,
    /** A software key, bound to the device by a statement that the mesh signed. */
    SOFTWARE,
    /** Evidence of a hardware root, appraised by the mesh. */
    HARDWARE
}
