using System.Buffers;
using System.Text.Json;
using Weir.Dialects.Conversations;
using Weir.Dialects.OpenAiChat.Translation.Answers;
using Weir.Dialects.Streaming;

namespace Weir.Dialects.OpenAiChat.Translation.Streams;

/// <summary>
/// Writes a streamed answer for a client of this dialect: a chunk with the role first, fragments, a chunk with the finish reason for each choice, the usage if the client asked
/// for it, <c>[DONE]</c>.
/// </summary>
internal sealed class ChatStreamWriter(AnswerOptions options) : IStreamWriter
{
    private static readonly byte[] Beat = ": keep-alive\n\n"u8.ToArray();

    private readonly SortedDictionary<int, ChoiceWriter> _choices = [];
    private readonly ArrayBufferWriter<byte> _chunk = new();
    private Answer _answer = new();
    private string _id = "";
    private long _created;
    private bool _headWritten;

    public string ContentType => "text/event-stream";

    public ReadOnlyMemory<byte> Heartbeat => Beat;

    public void Write(StreamEvent @event, IBufferWriter<byte> to)
    {
        ArgumentNullException.ThrowIfNull(@event);
        ArgumentNullException.ThrowIfNull(to);
        switch (@event)
        {
            case AnswerStarted started:
                Start(started.Answer, to);
                break;
            case PartStarted part:
                Choice(part.Choice, to).Start(part, to);
                break;
            case TextDelta delta:
                Choice(delta.Choice, to).Add(delta, to);
                break;
            case MediaDelta delta:
                Choice(delta.Choice, to).Add(delta, to);
                break;
            case SignatureDelta delta:
                Choice(delta.Choice, to).Add(delta);
                break;
            case CitationDelta delta:
                Choice(delta.Choice, to).Add(delta, to);
                break;
            case PartEnded part:
                Choice(part.Choice, to).End(part, to);
                break;
            case ChoiceEnded choice:
                Choice(choice.Choice.Index, to).End(choice.Choice, to);
                break;
            case AnswerEnded ended:
                End(ended.Answer, to);
                break;
            case AnswerFailed failed:
                ErrorWriter.WriteEvent(to, failed.Error);
                WriteDone(to);
                break;
            case Ping:
                to.Write(Beat);
                break;
            default:
                break;
        }
    }

    /// <summary>Writes one chunk.</summary>
    /// <param name="to">Where to.</param>
    /// <param name="choice">Writes the only choice, object included; null writes none.</param>
    /// <param name="rest">Writes members behind the choices; null writes none.</param>
    internal void WriteChunk(IBufferWriter<byte> to, Action<Utf8JsonWriter>? choice, Action<Utf8JsonWriter>? rest = null)
    {
        _chunk.ResetWrittenCount();
        using (var json = Json.Writer(_chunk))
        {
            json.WriteStartObject();
            json.WriteString("id", _id);
            json.WriteString("object", "chat.completion.chunk");
            json.WriteNumber("created", _created);
            json.WriteString("model", options.Model ?? _answer.Model ?? options.Request?.Model ?? "");
            json.WriteStartArray("choices");
            choice?.Invoke(json);
            json.WriteEndArray();
            if (!_headWritten)
            {
                _headWritten = true;
                json.WriteOptional("service_tier", _answer.ServiceTier);
                _answer.Extras.WriteTo(json, Notes.Dialect);
            }

            rest?.Invoke(json);
            json.WriteEndObject();
        }

        to.Write("data: "u8);
        SseEventWriter.WriteOneLine(to, _chunk.WrittenSpan);
        to.Write("\n\n"u8);
    }

    private void Start(Answer answer, IBufferWriter<byte> to)
    {
        _answer = answer;
        _id = AnswerWriter.Id(answer.Id is "" ? answer with { Id = null } : answer);
        _created = answer.Created ?? options.Time.GetUtcNow().ToUnixTimeSeconds();
        Choice(0, to);
    }

    private ChoiceWriter Choice(int index, IBufferWriter<byte> to)
    {
        if (!_choices.TryGetValue(index, out var writer))
        {
            writer = new ChoiceWriter(index, this, options);
            _choices.Add(index, writer);
            writer.Open(to);
        }

        return writer;
    }

    private void End(Answer answer, IBufferWriter<byte> to)
    {
        answer.Extras.ReportTo(options.Losses, Notes.Dialect, "answer");
        foreach (var choice in _choices.Values.Where(static choice => !choice.IsEnded))
        {
            // No choice was told: the prompt was refused as such.
            choice.End(new Choice { Index = choice.Index, Parts = [], Stop = StopReason.ContentFilter }, to);
        }

        var wantsUsage = options.Request is null || options.Request.IncludeUsage == true;
        var isOwn = AnswerWriter.IsOwn(answer);
        if (wantsUsage && answer.Usage is not null || isOwn && options.Request is null)
        {
            WriteChunk(to, null, json =>
            {
                UsageForm.Write(json, answer);
                if (isOwn)
                {
                    json.WriteOptional("service_tier", answer.ServiceTier);
                    answer.Extras.WriteTo(json, Notes.Dialect);
                }
            });
        }

        WriteDone(to);
    }

    private static void WriteDone(IBufferWriter<byte> to) => to.Write("data: [DONE]\n\n"u8);
}
