#include <libxml/xmlreader.h>
#include <libxml/HTMLparser.h>
