using System.Buffers;
using System.Text.Json;
using Weir.Dialects.Conversations;
using Weir.Dialects.Streaming;

namespace Weir.Dialects.AnthropicMessages;

/// <summary>
/// Writes a streamed message. Anthropic's blocks stand strictly one after the other, so what a later part says while an earlier one is open waits.
/// </summary>
internal sealed class MessageStreamWriter(AnswerOptions options) : IStreamWriter
{
    /// <summary>Stands beside the last delta, not in it.</summary>
    private const string ContextManagement = "context_management";

    /// <summary>Bedrock's figures in <c>message_stop</c>.</summary>
    private const string Metrics = "amazon-bedrock-invocationMetrics";

    private static readonly byte[] PingEvent = "event: ping\ndata: {\"type\":\"ping\"}\n\n"u8.ToArray();

    private readonly PartOrder _order = new(options.Losses);
    private readonly BlockStreamWriter _blocks = new(options.Losses);
    private Answer? _started;
    private Choice? _choice;
    private bool _isEnded;

    public string ContentType => "text/event-stream; charset=utf-8";

    public ReadOnlyMemory<byte> Heartbeat => PingEvent;

    public void Write(StreamEvent @event, IBufferWriter<byte> to)
    {
        if (_isEnded)
        {
            return;
        }

        switch (@event)
        {
            case AnswerStarted started:
                _started = started.Answer;
                _blocks.IsOwn = started.Answer.Extras.Are(AnthropicDialect.DialectName);
                Event(to, "message_start", json => WriteStart(json, started.Answer));
                break;
            case ChoiceEnded ended when ended.Choice.Index == 0:
                _choice = ended.Choice;
                break;
            case AnswerEnded ended:
                _isEnded = true;
                Event(to, "message_delta", json => WriteEnd(json, ended.Answer));
                Event(to, "message_stop", json => WriteMetrics(json, ended.Answer));
                break;
            case AnswerFailed failed:
                _isEnded = true;
                SseEventWriter.Write(to, "error", json => Errors.Write(failed.Error, json));
                break;
            case Ping when _started is not null:
                to.Write(PingEvent);
                break;
            case OpaqueEvent { Dialect: AnthropicDialect.DialectName } opaque:
                SseEventWriter.Write(to, opaque.Name, json => BlockWriter.Raw(json, opaque.Json));
                break;
            default:
                foreach (var next in _order.Next(@event))
                {
                    _blocks.Write(next, to);
                }

                break;
        }
    }

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
        AnswerWriter.WriteStop(json, _choice ?? AnswerWriter.Refused, _blocks.HasCalls);
        foreach (var (name, value) in Late(answer.Extras).Where(static member => member.Key is not (ContextManagement or Metrics)))
        {
            json.WriteRaw(name, value);
        }

        json.WriteEndObject();
        AnthropicUsage.WriteDelta(json, answer.Usage, answer.Extras);
        if (answer.Extras.TryGet(AnthropicDialect.DialectName, ContextManagement, out var edits))
        {
            json.WriteRaw(ContextManagement, edits);
        }
    }

    /// <summary>The members that the beginning had not told yet.</summary>
    private IEnumerable<KeyValuePair<string, JsonElement>> Late(Extras extras) => extras.Are(AnthropicDialect.DialectName)
        ? extras.Members.Where(member => !member.Key.StartsWith('$') && !(_started!.Extras.TryGet(AnthropicDialect.DialectName, member.Key, out var before) && JsonElement.DeepEquals(before, member.Value)))
        : [];

    private static void WriteMetrics(Utf8JsonWriter json, Answer answer)
    {
        if (answer.Extras.TryGet(AnthropicDialect.DialectName, Metrics, out var metrics))
        {
            json.WriteRaw(Metrics, metrics);
        }
    }

    /// <summary>Writes an event whose object begins with its type.</summary>
    public static void Event(IBufferWriter<byte> to, string type, Action<Utf8JsonWriter> write) => SseEventWriter.Write(to, type, json =>
    {
        json.WriteStartObject();
        json.WriteString("type", type);
        write(json);
        json.WriteEndObject();
    });
}
