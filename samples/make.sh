#!/usr/bin/env bash
# Makes the sample files anew with real encoders. Needs these Debian packages:
#   libreoffice-writer-nogui libreoffice-calc-nogui imagemagick ffmpeg webp fonts-dejavu
# Encoders put dates and versions into their files, so the bytes differ between runs; what is committed
# is what the tests use, and SHA256SUMS says what that is.
set -euo pipefail
cd "$(dirname "$0")"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
rm -rf good bad
mkdir -p good bad

magick() { /usr/bin/convert "$@"; }
office() { soffice --headless -env:UserInstallation="file://$work/profile" "$@" > /dev/null 2>&1; }

# --- documents: LibreOffice
cat > "$work/invoice.html" <<'HTML'
<html><head><meta charset="utf-8"><style>
body{font-family:"DejaVu Sans",sans-serif;font-size:10pt} h1{color:#1f5f4a;font-size:22pt} td,th{padding:3pt;border-bottom:1px solid #bbb;text-align:left}
</style></head><body>
<h1>Nordwind GmbH</h1><p>Hafenstraße 12 · 20457 Hamburg</p>
<h2>Invoice 2026-0117</h2><p>Date: 23 November 2026<br>Due: 7 December 2026</p>
<table width="100%"><tr><th>Position</th><th>Quantity</th><th>Price</th><th>Total</th></tr>
<tr><td>Anemometer, Type A</td><td>2</td><td>149.00 €</td><td>298.00 €</td></tr>
<tr><td>Mounting kit</td><td>2</td><td>24.50 €</td><td>49.00 €</td></tr>
<tr><td>Delivery</td><td>1</td><td>12.00 €</td><td>12.00 €</td></tr>
<tr><td><b>Sum</b></td><td></td><td></td><td><b>359.00 €</b></td></tr></table>
<p>Thank you for your order.</p></body></html>
HTML
sed 's/Invoice 2026-0117/Contract 2026-04/; s/Thank you for your order./Both parties agree to the positions above./' "$work/invoice.html" > "$work/contract.html"
printf 'Month,Orders,Revenue\nJanuary,118,14230\nFebruary,131,15940\nMarch,127,15420\nApril,149,18110\n' > "$work/report.csv"
office --convert-to odt:writer8 --infilter="HTML (StarWriter)" --outdir "$work" "$work/invoice.html" "$work/contract.html"
office --convert-to pdf:writer_pdf_Export --outdir good "$work/invoice.odt"
office --convert-to docx:"MS Word 2007 XML" --outdir good "$work/contract.odt"
office --convert-to xlsx:"Calc MS Excel 2007 XML" --outdir good "$work/report.csv"
printf 'Guten Tag,\n\ndie Lieferung für Müller & Söhne kommt am Dienstag.\nBitte prüfen Sie die Größe der Pakete.\n\nNordwind GmbH\n' > good/note.txt
cp good/invoice.pdf "good/Müller's „Rechnung“ März 2026 🚀.pdf"

# --- pictures: ImageMagick
magick -size 1200x800 gradient:'#fde2b3-#4a90c2' \
  \( -size 1200x800 xc:none -fill '#fff3c4' -draw 'circle 900,240 900,320' \
     -fill '#2f5d50' -draw 'polygon 0,800 0,560 300,380 620,600 840,460 1200,640 1200,800' \
     -fill '#1f4238' -draw 'polygon 0,800 0,680 420,560 800,720 1200,600 1200,800' \) -composite -quality 85 good/photo.jpg
magick -size 800x500 xc:white -fill '#1f5f4a' -draw 'rectangle 120,300 220,420' -draw 'rectangle 270,270 370,420' \
  -draw 'rectangle 420,280 520,420' -draw 'rectangle 570,200 670,420' -fill none -stroke '#555' -draw 'line 80,420 720,420' \
  -draw 'line 80,420 80,80' -stroke none -fill '#222' -font DejaVu-Sans -pointsize 26 -annotate +80+56 'Orders by month' -pointsize 20 \
  -annotate +150+450 'Jan' -annotate +300+450 'Feb' -annotate +450+450 'Mar' -annotate +600+450 'Apr' -depth 8 -type TrueColor PNG24:good/chart.png
magick -size 512x512 xc:none -fill '#ffd54f' -stroke '#b8860b' -strokewidth 10 -draw 'circle 256,256 256,40' -stroke none \
  -fill '#3e2723' -draw 'circle 180,210 180,240' -draw 'circle 332,210 332,240' -fill none -stroke '#3e2723' -strokewidth 16 \
  -draw 'arc 150,180 362,380 20,160' "$work/sticker.png"
cwebp -quiet -q 80 "$work/sticker.png" -o good/sticker.webp

# --- sound and film: ffmpeg. The video is Main profile without B-frames, its index in front (WhatsApp's demands).
ffmpeg -loglevel error -y -f lavfi -i "testsrc2=size=480x270:rate=15:duration=3" -f lavfi -i "sine=frequency=440:duration=3" \
  -c:v libx264 -profile:v main -bf 0 -pix_fmt yuv420p -crf 33 -c:a aac -b:a 48k -ac 1 -movflags +faststart good/clip.mp4
ffmpeg -loglevel error -y -f lavfi -i "sine=frequency=330:duration=4" -c:a libopus -b:a 24k -ac 1 good/voice.ogg
ffmpeg -loglevel error -y -f lavfi -i "sine=frequency=520:duration=4" -c:a libmp3lame -b:a 48k -ac 1 good/song.mp3

# --- what must not be sent
magick -size 120x90 gradient:red-blue -type TrueColor BMP3:bad/picture.bmp
# stored without compression, so that the file has over 6 MB and yet takes little room in the repository
magick -size 1600x1400 gradient:'#1f5f4a-#fde2b3' -depth 8 -type TrueColor -define png:compression-level=0 -define png:compression-filter=0 PNG24:bad/huge.png
: > bad/empty.pdf
cp good/invoice.pdf bad/scan.jpg

find good bad -type f | LC_ALL=C sort | while read -r file; do sha256sum "$file"; done > SHA256SUMS
