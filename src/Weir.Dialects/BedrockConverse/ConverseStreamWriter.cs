using System.Buffers;
using System.Text.Json;
using Weir.Dialects.Conversations;
using Weir.Dialects.Conversations.Parts;
using Weir.Dialects.Framing;
using Weir.Dialects.Streaming;

namespace Weir.Dialects.BedrockConverse;

/// <summary>Writes a streamed answer in binary frames. Text blocks have no start of their own.</summary>
internal sealed class ConverseStreamWriter(AnswerOptions options) : IStreamWriter
{
    private readonly PartOrder _parts = new(options.Losses);
    private Part? _part;
    private bool _isWritten;
    private int _index = -1;
    private Choice? _choice;

    public string ContentType => "application/vnd.amazon.eventstream";

    public ReadOnlyMemory<byte> Heartbeat => default;

    public void Write(StreamEvent @event, IBufferWriter<byte> to)
    {
        switch (@event)
        {
            case AnswerStarted:
                Frame(to, "messageStart", static json => json.WriteString("role", "assistant"));
                break;
            case ChoiceEnded { Choice.Index: 0 } ended:
                _choice = ended.Choice;
                break;
            case AnswerEnded ended:
                var choice = _choice ?? AnswerForm.Choice(null, []);
                Frame(to, "messageStop", json =>
                {
                    json.WriteString("stopReason", AnswerForm.StopOf(choice));
                    choice.Extras.WriteTo(json, BedrockDialect.DialectName);
                });
                Frame(to, "metadata", json => AnswerForm.WriteTail(json, ended.Answer));
                break;
            case AnswerFailed failed:
                Frame(to, "exception:" + Errors.ExceptionOf(failed.Error.Kind), json => json.WriteString("message", failed.Error.Message));
                break;
            case OpaqueEvent { Dialect: BedrockDialect.DialectName } opaque:
                AwsEventStreamWriter.Write(to, opaque.Name, System.Text.Encoding.UTF8.GetBytes(opaque.Json.GetRawText()));
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
            case TextDelta { Text.Length: > 0 } delta when _isWritten:
                Delta(to, json => WriteText(json, delta.Text));
                break;
            case SignatureDelta delta when _part is ReasoningPart { IsRedacted: false } reasoning:
                var signed = reasoning with { Signature = delta.Signature };
                Delta(to, json => WriteReasoning(json, "signature", SignatureEnvelope.Wrap(signed, BedrockDialect.DialectName)!));
                break;
            case CitationDelta { Citation: { Dialect: BedrockDialect.DialectName, Json: { } citation } } when _isWritten:
                Delta(to, json => json.WriteRaw("citation", citation));
                break;
            case PartEnded when _isWritten:
                _isWritten = false;
                Frame(to, "contentBlockStop", json => json.WriteNumber("contentBlockIndex", _index));
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
            case TextPart or RefusalPart or ReasoningPart { IsRedacted: false }:
                Open();
                break;
            case ReasoningPart { Signature: { } redacted } reasoning:
                Open();
                Delta(to, json => WriteReasoning(json, redacted.Dialect == BedrockDialect.DialectName ? "redactedContent" : "signature", SignatureEnvelope.Wrap(reasoning, BedrockDialect.DialectName)!));
                break;
            case ToolCallPart call:
                Open();
                Frame(to, "contentBlockStart", json =>
                {
                    json.WriteNumber("contentBlockIndex", _index);
                    if (call.Extras.TryGet(BedrockDialect.DialectName, "$start", out var start))
                    {
                        json.WriteRaw("start", start);
                        return;
                    }

                    json.WriteStartObject("start");
                    json.WriteStartObject("toolUse");
                    json.WriteString("toolUseId", ToolCallIds.Safe(call.CallId));
                    json.WriteString("name", call.Name);
                    json.WriteEndObject();
                    json.WriteEndObject();
                });
                break;
            case OpaquePart { Dialect: BedrockDialect.DialectName } opaque:
                Open();
                WriteOpaque(opaque, to);
                break;
            default:
                options.Losses.Add(part.GetType().Name, "Bedrock's answers have no such block");
                break;
        }
    }

    private void Open()
    {
        _isWritten = true;
        _index++;
    }

    private void WriteOpaque(OpaquePart opaque, IBufferWriter<byte> to)
    {
        Frame(to, "contentBlockStart", json =>
        {
            json.WriteNumber("contentBlockIndex", _index);
            json.WriteRaw("start", RawBlock.Start(opaque));
        });
        foreach (var delta in RawBlock.Deltas(opaque))
        {
            Frame(to, "contentBlockDelta", json =>
            {
                json.WriteNumber("contentBlockIndex", _index);
                json.WriteRaw("delta", delta);
            });
        }
    }

    private void WriteText(Utf8JsonWriter json, string text)
    {
        switch (_part)
        {
            case ToolCallPart:
                json.WriteStartObject("toolUse");
                json.WriteString("input", text);
                json.WriteEndObject();
                break;
            case ReasoningPart:
                WriteReasoning(json, "text", text);
                break;
            default:
                json.WriteString("text", text);
                break;
        }
    }

    private static void WriteReasoning(Utf8JsonWriter json, string member, string text)
    {
        json.WriteStartObject("reasoningContent");
        json.WriteString(member, text);
        json.WriteEndObject();
    }

    private void Delta(IBufferWriter<byte> to, Action<Utf8JsonWriter> write) => Frame(to, "contentBlockDelta", json =>
    {
        json.WriteNumber("contentBlockIndex", _index);
        json.WriteStartObject("delta");
        write(json);
        json.WriteEndObject();
    });

    private static void Frame(IBufferWriter<byte> to, string name, Action<Utf8JsonWriter> write)
    {
        var buffer = new ArrayBufferWriter<byte>(256);
        using (var json = Json.Writer(buffer))
        {
            json.WriteStartObject();
            write(json);
            json.WriteEndObject();
        }

        AwsEventStreamWriter.Write(to, name, buffer.WrittenSpan);
    }
}
