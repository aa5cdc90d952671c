"""What somebody typed in a form that was not taken: it is shown, so that it can be copied."""

from django.http import HttpRequest

TYPED = ("text", "example", "large-text", "small-text", "support", "result", "notes", "destination", "frame", "name")


def typed_words(request: HttpRequest) -> list[str]:
    """What a person wrote in the form that `request` sent, in its order; none for a page that was fetched.

    The fields for words, and whatever has a space: no key, choice or number has one.
    """
    sent = ((name, text.strip()) for name, texts in request.POST.lists() for text in texts)
    return [text for name, text in sent if text and (name in TYPED or " " in text)]
