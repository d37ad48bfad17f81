package io.github.whatsapp360.emulator.browser;

/** Checks that run in the page. */
final class Scripts {

    /** Finds visible text with a contrast to its background below 4.5 to 1 (WCAG 2.2, 1.4.3). */
    static final String PALE_TEXT =
            """
            const canvas = new OffscreenCanvas(1, 1).getContext('2d', { willReadFrequently: true });
            const paint = (colours) => {
              canvas.clearRect(0, 0, 1, 1);
              for (const colour of colours) { canvas.fillStyle = colour; canvas.fillRect(0, 0, 1, 1); }
              return [...canvas.getImageData(0, 0, 1, 1).data];
            };
            const light = rgb => rgb.slice(0, 3).map(v => v / 255)
              .map(v => v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4)
              .reduce((sum, v, i) => sum + v * [0.2126, 0.7152, 0.0722][i], 0);
            const behind = node => {
              const layers = [];
              for (let one = node; one; one = one.parentElement) layers.unshift(getComputedStyle(one).backgroundColor);
              return ['Canvas', ...layers];
            };
            const pale = [];
            const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
            while (walker.nextNode()) {
              const node = walker.currentNode.parentElement;
              if (!walker.currentNode.data.trim() || !node.checkVisibility({ opacityProperty: true }) || node.closest('.unseen, script, option, :disabled')) continue;
              const back = behind(node);
              const one = light(paint(back)), other = light(paint([...back, getComputedStyle(node).color]));
              const contrast = (Math.max(one, other) + 0.05) / (Math.min(one, other) + 0.05);
              if (contrast < 4.5) pale.push(contrast.toFixed(2) + ' ' + node.tagName + '.' + node.className + ': ' + walker.currentNode.data.trim());
            }
            return pale;
            """;

    /** Finds controls and pictures without a name for screen readers. */
    static final String NAMELESS =
            """
            const named = node => node.getAttribute('aria-label') || node.getAttribute('aria-labelledby') || node.labels?.length
              || node.title || node.alt || node.textContent.trim() || node.querySelector('img[alt]:not([alt=""])');
            return [...document.querySelectorAll('button, a, input, select, textarea, img:not(#empty *), audio, video, dialog, [popover], [role]:not([role=status], [role=alert])')]
              .filter(node => !node.closest('[hidden]') && !named(node)).map(node => node.outerHTML.slice(0, 120));
            """;

    /** Finds visible phone numbers that are broken into lines or cut off. */
    static final String CUT_NUMBERS =
            """
            const cut = [];
            const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
            while (walker.nextNode()) {
              const node = walker.currentNode;
              if (node.parentElement.closest('.unseen, script, pre') || !node.parentElement.checkVisibility()) continue;
              for (const { 0: number, index } of node.data.matchAll(/\\+[0-9][0-9 ]{5,}[0-9]/g)) {
                const range = document.createRange();
                range.setStart(node, index);
                range.setEnd(node, index + number.length);
                const boxes = [...range.getClientRects()];
                const outside = one => one.scrollWidth > one.clientWidth && boxes[0].right > one.getBoundingClientRect().right;
                let box = node.parentElement;
                while (box && !(getComputedStyle(box).overflowX !== 'visible' && outside(box))) box = box.parentElement;
                if (new Set(boxes.map(one => one.top)).size > 1 || box) cut.push(number + ' in ' + node.parentElement.className);
              }
            }
            return cut;
            """;

    private Scripts() {}
}
