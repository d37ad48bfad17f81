package io.github.whatsapp360.emulator.model;

/**
 * The fetch of the file behind a link. The emulator fetches it as the service does: after the message was accepted.
 *
 * @param link the address
 * @param outcome the source of the file, or the reason for which there is none
 * @param mimeType without parameters; empty if there is no file
 * @param size of the file, in bytes; 0 if there is none
 * @param sha256 of the file, in lower-case hex; empty if there is none
 * @param reason the text that the service would report as the details of a failed message (131053); empty if it did not
 *     fail
 */
public record LinkFetch(String link, Outcome outcome, String mimeType, long size, String sha256, String reason) {

    /** The source of a file. */
    public enum Outcome {
        /** The file came from the link's server: it was not cached, not to be cached, or has changed. */
        MISS,
        /** The file came from the cache, without a request. */
        HIT,
        /** The file came from the cache, after the link's server had said that it is unchanged. */
        REVALIDATED,
        /** The link's server did not give a file that WhatsApp takes. */
        FAILED,
        /**
         * The link was not fetched: its address is not on this machine, and the emulator was not told to go further.
         */
        NOT_FETCHED
    }
}
