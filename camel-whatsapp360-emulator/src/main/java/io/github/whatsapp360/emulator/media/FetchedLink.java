package io.github.whatsapp360.emulator.media;

import io.github.whatsapp360.emulator.model.LinkFetch;

/**
 * A fetch and the file that came of it.
 *
 * @param mediaId under which the page finds the file; empty if there is none
 */
public record FetchedLink(LinkFetch fetch, String mediaId) {}
