using System.Text.Json;
using Weir.Dialects.Conversations;

namespace Weir.Dialects.CohereV2;

/// <summary>Writes a whole answer.</summary>
internal static class CohereAnswerWriter
{
    public static void Write(Utf8JsonWriter json, Answer answer, AnswerOptions options)
    {
        if (answer.Choices.Count > 1)
        {
            options.Losses.Add("choices[1]", "only one answer can be told");
        }

        var choice = answer.Choices.Count > 0 ? answer.Choices[0] : new Choice { Parts = [], Stop = StopReason.ContentFilter };
        var isOwn = choice.Extras.Are(CohereV2Dialect.DialectName);
        if (!answer.Extras.TryGet(CohereV2Dialect.DialectName, "logprobs", out _))
        {
            CohereLogProbs.Report(choice.LogProbs, options.Losses);
        }

        var message = CohereMessage.Of(choice.Parts, Role.Assistant, canReason: true, isOwn, options.Losses, "message");
        json.WriteStartObject();
        json.WriteString("id", answer.Id ?? Guid.CreateVersion7().ToString());
        json.WriteStartObject("message");
        json.WriteString("role", "assistant");
        if (message.IsEmpty && !isOwn)
        {
            json.WriteStartArray("content");
            json.WriteEndArray();
        }
        else
        {
            message.Write(json, choice.Extras, isAnswer: true);
        }

        json.WriteEndObject();
        CohereStop.Write(json, choice);
        CohereUsage.Write(json, answer.Usage, answer.Extras);
        answer.Extras.WriteTo(json, CohereV2Dialect.DialectName);
        json.WriteEndObject();
    }
}
