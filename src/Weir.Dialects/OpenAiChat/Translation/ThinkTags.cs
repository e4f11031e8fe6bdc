namespace Weir.Dialects.OpenAiChat.Translation;

/// <summary>Thoughts that a server leaves at the head of the content, between <c>&lt;think&gt;</c> and <c>&lt;/think&gt;</c>. Reads them off whole and streamed text.</summary>
internal sealed class ThinkTags
{
    private const string Open = "<think>";
    private const string Close = "</think>";

    private string _held = "";
    private State _state;

    private enum State
    {
        Head,
        Thoughts,
        AfterThoughts,
        Text,
    }

    /// <summary>Splits a whole content; null when it does not begin with thoughts.</summary>
    public static (string Thoughts, string Text)? Split(string content)
    {
        var head = content.TrimStart();
        if (!head.StartsWith(Open, StringComparison.Ordinal))
        {
            return null;
        }

        var end = head.IndexOf(Close, StringComparison.Ordinal);
        return end < 0
            ? (head[Open.Length..], "")
            : (head[Open.Length..end], head[(end + Close.Length)..].TrimStart('\r', '\n'));
    }

    /// <summary>Takes the next piece of content and gives what is certain by now; tags may be cut anywhere.</summary>
    public (string Thoughts, string Text) Next(string piece)
    {
        _held += piece;
        var thoughts = "";
        if (_state == State.Head)
        {
            var head = _held.TrimStart();
            if (head.StartsWith(Open, StringComparison.Ordinal))
            {
                _held = head[Open.Length..];
                _state = State.Thoughts;
            }
            else if (!Open.StartsWith(head, StringComparison.Ordinal))
            {
                _state = State.Text;
            }
        }

        if (_state == State.Thoughts)
        {
            var end = _held.IndexOf(Close, StringComparison.Ordinal);
            if (end >= 0)
            {
                thoughts = _held[..end];
                _held = _held[(end + Close.Length)..];
                _state = State.AfterThoughts;
            }
            else
            {
                var certain = _held.Length - PartOfClose(_held);
                thoughts = _held[..certain];
                _held = _held[certain..];
            }
        }

        if (_state == State.AfterThoughts)
        {
            _held = _held.TrimStart('\r', '\n');
            _state = _held.Length > 0 ? State.Text : State.AfterThoughts;
        }

        return (thoughts, _state == State.Text ? Take() : "");
    }

    /// <summary>The content is at its end: gives what was held back.</summary>
    public (string Thoughts, string Text) End() => _state == State.Thoughts ? (Take(), "") : ("", Take());

    private string Take()
    {
        var held = _held;
        _held = "";
        return held;
    }

    /// <summary>How many letters at the end may be the beginning of the closing tag.</summary>
    private static int PartOfClose(string text)
    {
        for (var length = Math.Min(Close.Length - 1, text.Length); length > 0; length--)
        {
            if (text.EndsWith(Close[..length], StringComparison.Ordinal))
            {
                return length;
            }
        }

        return 0;
    }
}
