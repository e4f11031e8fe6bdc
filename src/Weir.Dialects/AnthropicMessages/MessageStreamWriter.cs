using System.Buffers;
using System.Text.Json;
using Weir.Dialects.Conversations;
using Weir.Dialects.Conversations.Parts;
using Weir.Dialects.Streaming;

namespace Weir.Dialects.AnthropicMessages;

/// <summary>
/// Writes a streamed message. Anthropic's blocks stand strictly one after the other, so what a later part says while an earlier one is open waits.
/// </summary>
internal sealed class MessageStreamWriter(AnswerOptions options) : IStreamWriter
{
    private static readonly byte[] PingEvent = "event: ping\ndata: {\"type\":\"ping\"}\n\n"u8.ToArray();

    private readonly PartOrder _parts = new(options.Losses);
    private int _index = -1;
    private bool _isOpen;
    private Part? _part;
    private Choice? _choice;
    private bool _isStarted;

    public string ContentType => "text/event-stream; charset=utf-8";

    public ReadOnlyMemory<byte> Heartbeat => PingEvent;

    public void Write(StreamEvent @event, IBufferWriter<byte> to)
    {
        switch (@event)
        {
            case AnswerStarted started:
                _isStarted = true;
                Event(to, "message_start", json => WriteStart(json, started.Answer));
                break;
            case ChoiceEnded ended when ended.Choice.Index == 0:
                _choice = ended.Choice;
                break;
            case AnswerEnded ended:
                Event(to, "message_delta", json => WriteEnd(json, ended.Answer));
                Event(to, "message_stop", json => WriteMetrics(json, ended.Answer));
                break;
            case AnswerFailed failed:
                SseEventWriter.Write(to, "error", json => Errors.Write(failed.Error, json));
                break;
            case Ping when _isStarted:
                to.Write(PingEvent);
                break;
            case OpaqueEvent { Dialect: AnthropicDialect.DialectName } opaque:
                SseEventWriter.Write(to, opaque.Name, json => BlockWriter.Raw(json, opaque.Json));
                break;
            default:
                foreach (var next in _parts.Next(@event))
                {
                    WritePart(next, to);
                }

                break;
        }
    }

    private void WritePart(StreamEvent @event, IBufferWriter<byte> to)
    {
        switch (@event)
        {
            case PartStarted started:
                Begin(started.Part, to);
                break;
            case TextDelta delta when _isOpen && delta.Text.Length > 0:
                Delta(to, json => WriteText(json, delta.Text));
                break;
            case SignatureDelta delta when _part is ReasoningPart reasoning:
                Sign(reasoning with { Signature = delta.Signature }, to);
                break;
            case CitationDelta { Citation: { Dialect: AnthropicDialect.DialectName, Json: { } citation } } when _isOpen:
                Delta(to, json =>
                {
                    json.WriteString("type", "citations_delta");
                    json.WriteRaw("citation", citation);
                });
                break;
            case CitationDelta:
                options.Losses.Add("citations", "Anthropic's citations are proofs of its own");
                break;
            case PartEnded ended:
                End(ended.Whole, to);
                break;
            default:
                break;
        }
    }

    private void Begin(Part part, IBufferWriter<byte> to)
    {
        _part = part;
        switch (part)
        {
            case ReasoningPart { Signature: not null } reasoning when BlockWriter.IsHidden(reasoning):
            case ServerToolCallPart { Dialect: AnthropicDialect.DialectName }:
            case OpaquePart { Dialect: AnthropicDialect.DialectName }:
                // Written when it is whole.
                break;
            case ServerToolCallPart or ServerToolResultPart { Dialect: not AnthropicDialect.DialectName } or OpaquePart or MediaPart { Kind: MediaKind.Audio or MediaKind.Video }:
                options.Losses.Add(part.GetType().Name, "Anthropic's answers have no such part");
                break;
            default:
                Open(part, to);
                break;
        }
    }

    private void Open(Part part, IBufferWriter<byte> to)
    {
        _isOpen = true;
        _index++;
        Event(to, "content_block_start", json =>
        {
            json.WriteNumber("index", _index);
            json.WritePropertyName("content_block");
            switch (part)
            {
                case ToolCallPart call:
                    BlockWriter.WriteToolUse(json, call, call.IsCustom ? "{}" : call.Arguments);
                    break;
                default:
                    AnswerWriter.WriteBlock(json, part, options.Losses);
                    break;
            }
        });
        if (part is ToolCallPart { IsCustom: false })
        {
            // As Anthropic does: the first fragment is empty, and the only one of a call without arguments.
            Delta(to, static json =>
            {
                json.WriteString("type", "input_json_delta");
                json.WriteString("partial_json", "");
            });
        }
    }

    private void WriteText(Utf8JsonWriter json, string text)
    {
        var (type, member) = _part switch
        {
            ToolCallPart => ("input_json_delta", "partial_json"),
            ReasoningPart => ("thinking_delta", "thinking"),
            _ => ("text_delta", "text"),
        };
        json.WriteString("type", type);
        json.WriteString(member, text);
    }

    private void Sign(ReasoningPart reasoning, IBufferWriter<byte> to)
    {
        _part = reasoning;
        if (_isOpen)
        {
            Delta(to, json =>
            {
                json.WriteString("type", "signature_delta");
                json.WriteString("signature", SignatureEnvelope.Wrap(reasoning, AnthropicDialect.DialectName));
            });
        }
    }

    private void End(Part? whole, IBufferWriter<byte> to)
    {
        var part = whole ?? _part;
        if (!_isOpen && part is ReasoningPart or ServerToolCallPart { Dialect: AnthropicDialect.DialectName } or OpaquePart { Dialect: AnthropicDialect.DialectName })
        {
            Open(part, to);
        }
        else if (_isOpen && whole is ReasoningPart { Signature: not null } signed && _part is ReasoningPart { Signature: null })
        {
            Sign(signed, to);
        }

        if (_isOpen)
        {
            _isOpen = false;
            Event(to, "content_block_stop", json => json.WriteNumber("index", _index));
        }
    }

    private void Delta(IBufferWriter<byte> to, Action<Utf8JsonWriter> write) => Event(to, "content_block_delta", json =>
    {
        json.WriteNumber("index", _index);
        json.WriteStartObject("delta");
        write(json);
        json.WriteEndObject();
    });

    private void WriteStart(Utf8JsonWriter json, Answer answer)
    {
        json.WriteStartObject("message");
        AnswerWriter.WriteHead(json, answer, options);
        json.WriteStartArray("content");
        json.WriteEndArray();
        json.WriteNull("stop_reason");
        json.WriteNull("stop_sequence");
        AnthropicUsage.Write(json, answer.Usage, answer.Extras);
        answer.Extras.WriteTo(json, AnthropicDialect.DialectName);
        json.WriteEndObject();
    }

    private void WriteEnd(Utf8JsonWriter json, Answer answer)
    {
        json.WriteStartObject("delta");
        AnswerWriter.WriteStop(json, _choice ?? new Choice { Parts = [] });
        foreach (var (name, value) in answer.Extras.Are(AnthropicDialect.DialectName) ? answer.Extras.Members : [])
        {
            if (name is "container")
            {
                json.WriteRaw(name, value);
            }
        }

        json.WriteEndObject();
        AnthropicUsage.WriteDelta(json, answer.Usage, answer.Extras);
        foreach (var (name, value) in answer.Extras.Are(AnthropicDialect.DialectName) ? answer.Extras.Members : [])
        {
            if (name is "context_management")
            {
                json.WriteRaw(name, value);
            }
        }
    }

    private static void WriteMetrics(Utf8JsonWriter json, Answer answer)
    {
        if (answer.Extras.TryGet(AnthropicDialect.DialectName, "amazon-bedrock-invocationMetrics", out var metrics))
        {
            json.WriteRaw("amazon-bedrock-invocationMetrics", metrics);
        }
    }

    private static void Event(IBufferWriter<byte> to, string type, Action<Utf8JsonWriter> write) => SseEventWriter.Write(to, type, json =>
    {
        json.WriteStartObject();
        json.WriteString("type", type);
        write(json);
        json.WriteEndObject();
    });
}
