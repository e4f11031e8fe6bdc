using System.Text.Json;
using Weir.Dialects.Conversations;
using Weir.Dialects.Conversations.Parts;
using Weir.Dialects.Framing;
using Weir.Dialects.Streaming;

namespace Weir.Dialects.AnthropicMessages;

/// <summary>Reads a streamed message. Blocks come one after the other; the wire's index of each becomes ours.</summary>
internal sealed class MessageStreamReader(IFramer framer) : FramedStreamReader(framer)
{
    private readonly Dictionary<int, (int Index, Part Part, bool HasText)> _open = [];
    private Answer _head = new();
    private Choice? _choice;
    private bool _isStarted;
    private int _next;

    protected override void ReadFrame(in Frame frame, ICollection<StreamEvent> events)
    {
        if (IsComplete)
        {
            // A recorder may have put two answers into one body; a server never does.
            return;
        }

        using var document = JsonDocument.Parse(frame.Data);
        var json = document.RootElement;
        switch (json.String("type"))
        {
            case "message_start":
                _head = AnswerReader.Head(json.Member("message"));
                _isStarted = true;
                events.Add(new AnswerStarted(_head));
                break;
            case "content_block_start":
                Start(json, events);
                break;
            case "content_block_delta":
                Delta(json, events);
                break;
            case "content_block_stop":
                Stop(json, events);
                break;
            case "message_delta":
                Finish(json);
                break;
            case "message_stop":
                Complete(json, events);
                break;
            case "ping":
                events.Add(Ping.Instance);
                break;
            case "error":
                Fail(Errors.ReadEvent(json), events);
                break;
            case { } other:
                events.Add(new OpaqueEvent(AnthropicDialect.DialectName, other, json.Clone()));
                break;
            default:
                break;
        }
    }

    private void Start(JsonElement json, ICollection<StreamEvent> events)
    {
        EnsureStarted(events);
        var wire = json.Int("index") ?? _next;
        var part = BlockReader.Read(json.Member("content_block"), "content_block");
        if (part is ToolCallPart call)
        {
            // The start tells an empty object; the arguments follow as text.
            part = call with { Arguments = call.Arguments is "{}" ? "" : call.Arguments };
        }

        _open[wire] = (_next, part, part is ToolCallPart { Arguments.Length: > 0 });
        events.Add(new PartStarted(_next++, part));
    }

    private void Delta(JsonElement json, ICollection<StreamEvent> events)
    {
        if (!_open.TryGetValue(json.Int("index") ?? -1, out var open))
        {
            return;
        }

        var delta = json.Member("delta");
        switch (delta.String("type"))
        {
            case "text_delta" when open.Part is TextPart:
                events.Add(new TextDelta(open.Index, delta.String("text") ?? ""));
                break;
            case "thinking_delta" when open.Part is ReasoningPart:
                events.Add(new TextDelta(open.Index, delta.String("thinking") ?? ""));
                break;
            case "signature_delta" when open.Part is ReasoningPart:
                events.Add(new SignatureDelta(open.Index, SignatureEnvelope.Unwrap(new ReasoningPart(""), delta.String("signature") ?? "", AnthropicDialect.DialectName).Signature!));
                break;
            case "citations_delta" when open.Part is TextPart && delta.Member("citation") is { ValueKind: JsonValueKind.Object } citation:
                events.Add(new CitationDelta(open.Index, BlockReader.Citation(citation)));
                break;
            case "input_json_delta":
                Input(json.Int("index")!.Value, open, delta.String("partial_json") ?? "", events);
                break;
            default:
                AddRaw(json.Int("index")!.Value, open, delta);
                break;
        }
    }

    private void Input(int wire, (int Index, Part Part, bool HasText) open, string text, ICollection<StreamEvent> events)
    {
        switch (open.Part)
        {
            case ToolCallPart when text.Length > 0:
                _open[wire] = open with { HasText = true };
                events.Add(new TextDelta(open.Index, text));
                break;
            case ServerToolCallPart call:
                // A server tool's input is gathered: it goes on as one piece, with its block.
                _open[wire] = open with { Part = call with { Name = call.Name }, HasText = true };
                _inputs[wire] = _inputs.GetValueOrDefault(wire) + text;
                break;
            default:
                break;
        }
    }

    private readonly Dictionary<int, string> _inputs = [];

    /// <summary>Deltas of blocks that only this dialect knows are merged into the block.</summary>
    private void AddRaw(int wire, (int Index, Part Part, bool HasText) open, JsonElement delta)
    {
        if (open.Part is OpaquePart opaque)
        {
            var merged = RawBlocks.Merge(opaque.Json, delta);
            _open[wire] = open with { Part = opaque with { Json = merged }, HasText = true };
        }
    }

    private void Stop(JsonElement json, ICollection<StreamEvent> events)
    {
        var wire = json.Int("index") ?? -1;
        if (!_open.Remove(wire, out var open))
        {
            return;
        }

        Part? whole = open.Part switch
        {
            ServerToolCallPart call when _inputs.Remove(wire, out var input) && input.Length > 0 => call with { Json = RawBlocks.WithInput(call.Json, input) },
            OpaquePart opaque when open.HasText => opaque,
            _ => null,
        };
        events.Add(new PartEnded(open.Index, whole));
    }

    private void Finish(JsonElement json)
    {
        _choice = AnswerReader.Choice(json.Member("delta"), []);
        var delta = json.Member("delta");
        var extras = new ExtrasBuilder();
        foreach (var (name, value) in _head.Extras.Members)
        {
            if (!name.StartsWith('$') && delta.Member(name).ValueKind == JsonValueKind.Undefined && json.Member(name).ValueKind == JsonValueKind.Undefined)
            {
                extras.Add(name, value);
            }
        }

        foreach (var member in delta.Members().Where(static member => member.Name is not ("stop_reason" or "stop_sequence" or "stop_details")).Concat(json.Members().Where(static member => member.Name is not ("type" or "delta" or "usage"))))
        {
            extras.Add(member);
        }

        var usage = RawBlocks.Merge(_head.Extras.TryGet(AnthropicDialect.DialectName, "$usage", out var before) ? before : default, json.Member("usage"));
        AnthropicUsage.Keep(usage, ref extras);
        AnthropicUsage.KeepDelta(json.Member("usage"), ref extras);
        _head = _head with { Usage = AnthropicUsage.Read(usage) ?? _head.Usage, Extras = extras.Build(AnthropicDialect.DialectName) };
    }

    private void Complete(JsonElement json, ICollection<StreamEvent> events)
    {
        EnsureStarted(events);
        foreach (var (index, _, _) in _open.Values.OrderBy(static open => open.Index))
        {
            events.Add(new PartEnded(index));
        }

        _open.Clear();
        if (json.Member("amazon-bedrock-invocationMetrics") is { ValueKind: JsonValueKind.Object } metrics)
        {
            _head = _head with { Extras = _head.Extras.With(AnthropicDialect.DialectName, "amazon-bedrock-invocationMetrics", metrics.Clone()) };
        }

        events.Add(new ChoiceEnded(_choice ?? new Choice { Parts = [] }));
        events.Add(new AnswerEnded(_head));
        IsComplete = true;
    }

    private void EnsureStarted(ICollection<StreamEvent> events)
    {
        if (!_isStarted)
        {
            _isStarted = true;
            events.Add(new AnswerStarted(_head));
        }
    }
}
