package io.github.whatsapp360.emulator;

/**
 * How the emulator got the file behind a link, as the service gets it: after the message was accepted.
 *
 * @param link the address
 * @param outcome where the file came from, or why there is none
 * @param mimeType without parameters; empty if there is no file
 * @param size of the file, in bytes; 0 if there is none
 * @param sha256 of the file, in lower-case hex; empty if there is none
 * @param reason what the service would report as the details of a failed message (131053); empty if it did not fail
 */
public record LinkFetch(String link, Outcome outcome, String mimeType, long size, String sha256, String reason) {

    /** Where a file came from. */
    public enum Outcome {
        /** From the link's server, for it was not in the cache, or the cache was not to be used, or it has changed. */
        MISS,
        /** From the cache, without a request. */
        HIT,
        /** From the cache, after the link's server had said that it is unchanged. */
        REVALIDATED,
        /** The link's server did not give a file that WhatsApp takes. */
        FAILED,
        /** Nobody was asked: the address is not on this machine, and the emulator was not told to go further. */
        NOT_FETCHED
    }
}
