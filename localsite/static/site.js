// Draws the links to the pages of a list: how many there are, which one this is (from 0), and how they are named.
function createPageHTML(pageCount, currentPage, name, extension) {
  for (var page = 0; page < pageCount; page++) {
    var file = page === 0 ? name + "." + extension : name + "_" + page + "." + extension;
    document.write(page === currentPage ? "<b>" + (page + 1) + "</b>" : '<a href="' + file + '">' + (page + 1) + "</a>");
  }
}
