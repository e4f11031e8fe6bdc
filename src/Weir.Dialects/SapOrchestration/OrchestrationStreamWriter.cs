using System.Buffers;
using System.Text.Json;
using Weir.Dialects.Framing;
using Weir.Dialects.OpenAiChat.Translation.Streams;
using Weir.Dialects.Streaming;

namespace Weir.Dialects.SapOrchestration;

/// <summary>Writes a streamed answer: the chunks of the chat's writer, each in an envelope.</summary>
internal sealed class OrchestrationStreamWriter(AnswerOptions options) : IStreamWriter
{
    private readonly ChatStreamWriter _chat = new(options);
    private readonly SseFramer _framer = new();
    private readonly ArrayBufferWriter<byte> _chunks = new();
    private string _requestId = AnswerEnvelope.FreshId();

    public string ContentType => _chat.ContentType;

    public ReadOnlyMemory<byte> Heartbeat => _chat.Heartbeat;

    public void Write(StreamEvent @event, IBufferWriter<byte> to)
    {
        switch (@event)
        {
            case Ping:
                _chat.Write(@event, to);
                return;
            case AnswerFailed failed:
                SseEventWriter.Write(to, null, json => OrchestrationErrors.Write(json, failed.Error, _requestId));
                return;
            case AnswerStarted started:
                _requestId = AnswerEnvelope.RequestId(started.Answer);
                break;
            default:
                break;
        }

        _chunks.ResetWrittenCount();
        _chat.Write(@event, _chunks);
        _framer.Push(_chunks.WrittenSpan);
        while (_framer.TryNext(out var frame))
        {
            if (frame.Data.Span.SequenceEqual("[DONE]"u8))
            {
                to.Write("data: [DONE]\n\n"u8);
                continue;
            }

            var chunk = JsonElement.Parse(frame.Data.Span, DeepJson.Options);
            SseEventWriter.Write(to, null, json => AnswerEnvelope.Write(json, _requestId, chunk));
        }
    }
}
