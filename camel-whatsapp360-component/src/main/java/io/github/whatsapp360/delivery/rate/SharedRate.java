package io.github.whatsapp360.delivery.rate;

import io.github.bucket4j.distributed.proxy.ProxyManager;

/**
 * The rate of a number that several applications share.
 *
 * @param store where they keep it
 * @param shareWithoutStore how much of the rate this application takes for itself while the store does not answer, from 0
 *     to 1; with 0 nothing goes out until it does
 */
public record SharedRate(ProxyManager<String> store, double shareWithoutStore) {}
