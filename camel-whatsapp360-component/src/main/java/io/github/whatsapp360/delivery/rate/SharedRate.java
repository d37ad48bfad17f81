package io.github.whatsapp360.delivery.rate;

import io.github.bucket4j.distributed.proxy.ProxyManager;
import io.github.whatsapp360.delivery.attempts.StoreHealth;

/**
 * A number's rate that several applications share.
 *
 * @param store the store of the rate
 * @param shareWithoutStore the part of the rate that this application uses while the store does not answer, from 0 to
 *     1; with 0 nothing is sent until the store answers again
 * @param health is told whether the store answers
 */
public record SharedRate(ProxyManager<String> store, double shareWithoutStore, StoreHealth health) {}
