using Weir.Dialects.Conversations;
using Weir.Dialects.Conversations.Parts;
using Weir.Dialects.Streaming;

namespace Weir.Gateway.Translation;

/// <summary>
/// What a client has seen of a streamed answer, so that another target can go on with it where the first one broke off. Only text is gone on with: half a call has no other half elsewhere.
/// </summary>
internal sealed class CutAnswer
{
    private readonly AnswerBuilder _seen = new();
    private readonly Dictionary<int, int> _indexes = [];
    private readonly HashSet<int> _left = [];
    private int _next;
    private int? _open;
    private bool _isContinued;
    private bool _stripsSpace;

    /// <summary>The text so far.</summary>
    public string Text => string.Concat(_seen.Parts().OfType<TextPart>().Select(static part => part.Text));

    /// <summary>True when another model can go on: there is text, and nothing but text and thoughts.</summary>
    public bool CanGoOn => _seen.Parts() is { Count: > 0 } parts && parts.All(static part => part is TextPart or ReasoningPart) && !string.IsNullOrWhiteSpace(Text);

    /// <summary>The request for the rest: the conversation, and behind it the answer as far as it came. It ends without space, which some refuse.</summary>
    public Conversation Rest(Conversation conversation)
    {
        _isContinued = true;
        _indexes.Clear();
        _left.Clear();
        var text = Text;
        var begun = text.TrimEnd();
        _stripsSpace = begun.Length < text.Length;
        return conversation with { Messages = [.. conversation.Messages, new Message(Role.Assistant, [new TextPart(begun)])], Reasoning = null };
    }

    /// <summary>The event as the client may see it: of a continuation, as if the first answer had never stopped. Null for what it must not see.</summary>
    public StreamEvent? Take(StreamEvent read)
    {
        var @event = _isContinued ? Joined(read) : read;
        if (@event is null)
        {
            return null;
        }

        _seen.Add(@event);
        (_open, _next) = @event switch
        {
            PartStarted { Part: TextPart } started => (started.Index, Math.Max(_next, started.Index + 1)),
            PartStarted started => (_open, Math.Max(_next, started.Index + 1)),
            PartEnded ended when ended.Index == _open => (null, _next),
            _ => (_open, _next),
        };
        return @event;
    }

    private StreamEvent? Joined(StreamEvent read) => read switch
    {
        AnswerStarted => null,
        PartStarted { Part: ReasoningPart } started => Leave(started.Index),
        PartStarted { Part: TextPart part } started when _open is { } open && !_indexes.ContainsValue(open) => Open(started.Index, open, part.Text),
        PartStarted started => started with { Index = Map(started.Index) },
        TextDelta delta => _left.Contains(delta.Index) ? null : Delta(delta with { Index = Map(delta.Index) }),
        MediaDelta delta => delta with { Index = Map(delta.Index) },
        SignatureDelta delta => _left.Contains(delta.Index) ? null : delta with { Index = Map(delta.Index) },
        CitationDelta delta => delta with { Index = Map(delta.Index) },
        PartEnded ended => _left.Contains(ended.Index) ? null : ended with { Index = Map(ended.Index), Whole = ended.Whole is TextPart ? null : ended.Whole },
        _ => read,
    };

    /// <summary>The rest's thoughts are about its own beginning.</summary>
    private StreamEvent? Leave(int index)
    {
        _left.Add(index);
        return null;
    }

    private TextDelta? Open(int index, int open, string text)
    {
        _indexes[index] = open;
        return text.Length == 0 ? null : Delta(new TextDelta(open, text));
    }

    /// <summary>The space that was left off the beginning is not said twice.</summary>
    private TextDelta? Delta(TextDelta delta)
    {
        if (!_stripsSpace)
        {
            return delta;
        }

        var text = delta.Text.TrimStart();
        _stripsSpace = text.Length == 0;
        return text.Length == 0 ? null : delta with { Text = text };
    }

    private int Map(int index) => _indexes.TryGetValue(index, out var mapped) ? mapped : _indexes[index] = _next++;
}
