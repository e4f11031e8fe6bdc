using System.Text.Json;
using Weir.Dialects.Conversations;
using Weir.Dialects.Conversations.Parts;
using Weir.Dialects.Framing;
using Weir.Dialects.Streaming;

namespace Weir.Dialects.BedrockConverse;

/// <summary>Reads a streamed answer. Text blocks begin with their first delta; usage comes behind the stop, in <c>metadata</c>.</summary>
internal sealed class ConverseStreamReader() : FramedStreamReader(new AwsEventStreamFramer())
{
    private readonly Dictionary<int, Block> _open = [];
    private Answer _head = new();
    private Choice? _choice;
    private bool _isStarted;
    private int _next;

    protected override void ReadFrame(in Frame frame, ICollection<StreamEvent> events)
    {
        if (IsComplete)
        {
            return;
        }

        using var document = JsonDocument.Parse(frame.Data.Length == 0 ? "{}"u8.ToArray() : frame.Data);
        var json = document.RootElement;
        var name = frame.Event ?? "";
        if (name.StartsWith("exception:", StringComparison.Ordinal))
        {
            Fail(Errors.ReadException(name, json), events);
            return;
        }

        Start(events);
        switch (name)
        {
            case "messageStart":
                break;
            case "contentBlockStart":
                Begin(Place(json), json.Member("start"), events);
                break;
            case "contentBlockDelta":
                Delta(Place(json), json.Member("delta"), events);
                break;
            case "contentBlockStop":
                End(Place(json), events);
                break;
            case "messageStop":
                _choice = AnswerForm.Choice(json.String("stopReason"), []);
                foreach (var member in json.Members().Where(static member => member.Name is not ("stopReason" or "p")))
                {
                    _choice = _choice with { Extras = _choice.Extras.With(BedrockDialect.DialectName, member.Name, member.Value.Clone()) };
                }

                break;
            case "metadata":
                _head = AnswerForm.Head(json);
                Complete(events);
                break;
            default:
                events.Add(new OpaqueEvent(BedrockDialect.DialectName, name, json.Clone()));
                break;
        }
    }

    protected override void Finish(ICollection<StreamEvent> events)
    {
        if (_choice is not null && !IsComplete)
        {
            Complete(events);
        }
    }

    private static int Place(JsonElement json) => json.Int("contentBlockIndex") ?? 0;

    private void Start(ICollection<StreamEvent> events)
    {
        if (!_isStarted)
        {
            _isStarted = true;
            events.Add(new AnswerStarted(_head));
        }
    }

    private void Begin(int place, JsonElement start, ICollection<StreamEvent> events)
    {
        if (start.Member("toolUse") is { ValueKind: JsonValueKind.Object } use && use.String("type") != "server_tool_use")
        {
            var note = new ExtrasBuilder();
            note.Add("$start", start);
            Open(place, new ToolCallPart(use.String("toolUseId") ?? ToolCallIds.Fresh(), use.String("name") ?? "", "") { Extras = note.Build(BedrockDialect.DialectName) }, events);
        }
        else
        {
            // A tool of the model's own, or a block that only this dialect knows: told whole at its end.
            _open[place] = new Block(-1, null) { Start = start.Clone() };
        }
    }

    private void Delta(int place, JsonElement delta, ICollection<StreamEvent> events)
    {
        if (_open.TryGetValue(place, out var raw) && raw.Index < 0)
        {
            raw.Deltas.Add(delta.Clone());
            return;
        }

        if (delta.Member("text").AsString() is { } text)
        {
            Text(place, static () => new TextPart(""), text, events);
        }
        else if (delta.Member("toolUse").String("input") is { } input)
        {
            Text(place, static () => new ToolCallPart(ToolCallIds.Fresh(), "", ""), input, events);
        }
        else if (delta.Member("reasoningContent") is { ValueKind: JsonValueKind.Object } reasoning)
        {
            Reasoning(place, reasoning, events);
        }
        else if (delta.Member("citation") is { ValueKind: JsonValueKind.Object } citation)
        {
            Text(place, static () => new TextPart(""), "", events);
            events.Add(new CitationDelta(_open[place].Index, new Citation { Title = citation.String("title"), Url = citation.Member("location").Member("web").String("url"), Json = citation.Clone(), Dialect = BedrockDialect.DialectName }));
        }
    }

    private void Reasoning(int place, JsonElement reasoning, ICollection<StreamEvent> events)
    {
        if (reasoning.String("redactedContent") is { } redacted)
        {
            Open(place, new ReasoningPart("") { IsRedacted = true, Signature = new Signature(BedrockDialect.DialectName, redacted) }, events);
            return;
        }

        Text(place, static () => new ReasoningPart(""), reasoning.String("text") ?? "", events);
        if (reasoning.String("signature") is { } signature)
        {
            events.Add(new SignatureDelta(_open[place].Index, SignatureEnvelope.Unwrap(new ReasoningPart(""), signature, BedrockDialect.DialectName).Signature!));
        }
    }

    private void Text(int place, Func<Part> begin, string text, ICollection<StreamEvent> events)
    {
        if (!_open.TryGetValue(place, out var block))
        {
            block = Open(place, begin(), events);
        }

        if (text.Length > 0)
        {
            events.Add(new TextDelta(block.Index, text));
        }
    }

    private Block Open(int place, Part part, ICollection<StreamEvent> events)
    {
        var block = new Block(_next, part);
        _open[place] = block;
        events.Add(new PartStarted(_next++, part));
        return block;
    }

    private void End(int place, ICollection<StreamEvent> events)
    {
        if (!_open.Remove(place, out var block))
        {
            return;
        }

        if (block.Index >= 0)
        {
            events.Add(new PartEnded(block.Index));
            return;
        }

        var part = RawBlock.Part(block.Start, block.Deltas);
        events.Add(new PartStarted(_next, part));
        events.Add(new PartEnded(_next++, part));
    }

    private void Complete(ICollection<StreamEvent> events)
    {
        foreach (var place in _open.Keys.Order().ToList())
        {
            End(place, events);
        }

        events.Add(new ChoiceEnded(_choice ?? AnswerForm.Choice(null, [])));
        events.Add(new AnswerEnded(_head));
        IsComplete = true;
    }

    /// <summary>A block as it grows; without an index it is gathered whole.</summary>
    private sealed class Block(int index, Part? part)
    {
        public int Index { get; } = index;

        public Part? Part { get; } = part;

        public JsonElement Start { get; init; }

        public List<JsonElement> Deltas { get; } = [];
    }
}
