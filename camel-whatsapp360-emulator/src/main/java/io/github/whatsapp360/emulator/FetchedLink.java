package io.github.whatsapp360.emulator;

/**
 * A fetch and the file that came of it.
 *
 * @param mediaId under which the page finds the file; empty if there is none
 */
record FetchedLink(LinkFetch fetch, String mediaId) {}
