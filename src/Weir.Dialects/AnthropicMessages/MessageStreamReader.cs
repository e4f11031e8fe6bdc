using System.Text;
using System.Text.Json;
using Weir.Dialects.Conversations;
using Weir.Dialects.Conversations.Parts;
using Weir.Dialects.Framing;
using Weir.Dialects.Streaming;

namespace Weir.Dialects.AnthropicMessages;

/// <summary>Reads a streamed message. Blocks come one after the other; the wire's index of each becomes ours.</summary>
internal sealed class MessageStreamReader(IFramer framer) : FramedStreamReader(framer)
{
    private readonly Dictionary<int, (int Index, Part Part)> _open = [];
    private readonly Dictionary<int, StringBuilder> _inputs = [];
    private readonly HashSet<int> _changed = [];
    private Answer _head = new();
    private Choice? _choice;
    private bool _isStarted;
    private int _next;
    private int _last = -1;

    protected override void ReadFrame(in Frame frame, ICollection<StreamEvent> events)
    {
        if (IsComplete)
        {
            // A recorder may have put two answers into one body; a server never does.
            return;
        }

        if (frame.Data.Span.SequenceEqual("[DONE]"u8))
        {
            // Some gateways end every stream as OpenAI does. It is no end of Anthropic's.
            return;
        }

        using var document = JsonDocument.Parse(frame.Data);
        try
        {
            Read(document.RootElement, events);
        }
        catch (DialectException exception)
        {
            throw BodyReading.ByUpstream(exception);
        }
    }

    private void Read(JsonElement json, ICollection<StreamEvent> events)
    {
        switch (json.String("type"))
        {
            case "message_start" when _isStarted:
                break;
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
                Stop(json.Int("index") ?? _last, events);
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
            case null when json.Member("error").ValueKind == JsonValueKind.Object:
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
        Stop(wire, events);
        _last = wire;
        var part = BlockReader.Read(json.Member("content_block"), "content_block");
        if (part is ToolCallPart call)
        {
            // The start tells an empty object; the arguments follow as text.
            part = call with { Arguments = call.Arguments is "{}" ? "" : call.Arguments };
        }

        _open[wire] = (_next, part);
        events.Add(new PartStarted(_next++, part));
    }

    private void Delta(JsonElement json, ICollection<StreamEvent> events)
    {
        var wire = json.Int("index") ?? _last;
        if (!_open.TryGetValue(wire, out var open))
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
                Input(wire, open, delta.String("partial_json") ?? "", events);
                break;
            default:
                AddRaw(wire, open, json, events);
                break;
        }
    }

    private void Input(int wire, (int Index, Part Part) open, string text, ICollection<StreamEvent> events)
    {
        switch (open.Part)
        {
            case ToolCallPart when text.Length > 0:
                events.Add(new TextDelta(open.Index, text));
                break;
            case ServerToolCallPart:
                // A server tool's input is gathered: it goes on as one piece, with its block.
                if (!_inputs.TryGetValue(wire, out var input))
                {
                    _inputs[wire] = input = new StringBuilder();
                }

                input.Append(text);
                break;
            default:
                break;
        }
    }

    /// <summary>Deltas of blocks that only this dialect knows are merged into the block; those of a kind that is new go on as they are.</summary>
    private void AddRaw(int wire, (int Index, Part Part) open, JsonElement json, ICollection<StreamEvent> events)
    {
        if (open.Part is OpaquePart opaque)
        {
            _open[wire] = open with { Part = opaque with { Json = RawBlocks.Merge(opaque.Json, json.Member("delta")) } };
            _changed.Add(wire);
        }
        else
        {
            events.Add(new OpaqueEvent(AnthropicDialect.DialectName, "content_block_delta", json.Clone()));
        }
    }

    private void Stop(int wire, ICollection<StreamEvent> events)
    {
        if (!_open.Remove(wire, out var open))
        {
            return;
        }

        Part? whole = open.Part switch
        {
            ServerToolCallPart call when _inputs.Remove(wire, out var input) && input.Length > 0 => call with { Json = RawBlocks.WithInput(call.Json, input.ToString()) },
            OpaquePart opaque when _changed.Remove(wire) => opaque,
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
        foreach (var wire in _open.OrderBy(static open => open.Value.Index).Select(static open => open.Key).ToList())
        {
            Stop(wire, events);
        }

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
