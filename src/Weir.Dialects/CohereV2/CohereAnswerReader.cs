using System.Text.Json;
using Weir.Dialects.Conversations;

namespace Weir.Dialects.CohereV2;

/// <summary>Reads a whole answer.</summary>
internal static class CohereAnswerReader
{
    public static Answer Read(JsonElement root)
    {
        if (root.Member("message").ValueKind != JsonValueKind.Object)
        {
            throw DialectException.Invalid("`message` is missing.", "message");
        }

        var extras = new ExtrasBuilder();
        foreach (var member in root.EnumerateObject().Where(static member => member.Name is not ("id" or "message" or "finish_reason" or "usage")))
        {
            extras.Add(member);
        }

        var own = new ExtrasBuilder();
        var parts = CohereMessageReader.ReadParts(root.Member("message"), "message", static _ => ToolCallIds.Fresh(), isResult: false, ref own);
        var stop = CohereStop.Read(root.Member("finish_reason"), ref own);
        var usage = CohereUsage.Read(root.Member("usage"), ref extras);
        return new Answer
        {
            Id = root.Member("id").MayBeText("id"),
            Choices = [new Choice { Parts = parts, Stop = stop, LogProbs = CohereLogProbs.Read(root.Member("logprobs").Items()), Extras = own.Build(CohereV2Dialect.DialectName) }],
            Usage = usage,
            Extras = extras.Build(CohereV2Dialect.DialectName),
        };
    }
}
