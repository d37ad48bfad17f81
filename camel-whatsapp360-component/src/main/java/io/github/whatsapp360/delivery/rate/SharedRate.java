package io.github.whatsapp360.delivery.rate;

import io.github.bucket4j.distributed.proxy.ProxyManager;

/**
 * A rate that several applications share.
 *
 * @param store where they keep it
 * @param shareWithoutStore how much of the rate this application takes while the store does not answer, from 0 to 1
 */
public record SharedRate(ProxyManager<String> store, double shareWithoutStore) {}
