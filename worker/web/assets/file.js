/* Draws the items that the file itself holds. */
const items = JSON.parse(document.getElementById("records").textContent);
drawLegend(document.getElementById("legend"));
document.getElementById("feed").append(...items.map((item) => drawItem(item, true)));
document.getElementById("empty").hidden = items.length > 0;
