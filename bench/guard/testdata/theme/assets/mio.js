document.title += " (mio)"
