using System.Buffers;
using System.Text.Json;
using Weir.Dialects.Conversations;
using Weir.Dialects.Errors;
using Weir.Dialects.OpenAiChat.Translation;
using Weir.Dialects.OpenAiChat.Translation.Streams;
using Weir.Dialects.OpenAiChat.Variants;

namespace Weir.Dialects.SapOrchestration;

/// <summary>Reads a streamed answer: chunks of chat, each in an envelope.</summary>
internal sealed class OrchestrationStreamReader() : ChatStreamReader(ChatVariant.OpenAi)
{
    private static readonly JsonElement Nothing = JsonElement.Parse("{}"u8);

    private readonly ArrayBufferWriter<byte> _chunk = new();

    protected override WeirError? ErrorIn(JsonElement @event) => OrchestrationErrors.In(@event);

    protected override JsonElement ChunkOf(JsonElement @event)
    {
        // The first event tells what the modules before the model did, around an empty chunk without an id or a model's name.
        var result = @event.Member("final_result");
        if (result.ValueKind == JsonValueKind.Undefined || result.String("id") is null or "" && result.Member("choices").Items().All(Expect.IsHollow) && result.Member("usage").ValueKind == JsonValueKind.Undefined)
        {
            return Nothing;
        }

        _chunk.ResetWrittenCount();
        AnswerEnvelope.Open(@event, _chunk);
        return JsonElement.Parse(_chunk.WrittenSpan);
    }
}
