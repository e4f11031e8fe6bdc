using System.Text.Json;
using Weir.Dialects.Conversations;

namespace Weir.Gateway.Batches;

/// <summary>Which resources an upstream's answer tells of.</summary>
internal static class ResourceAnswers
{
    /// <summary>What an answer to a call made: the object itself, a finished upload's file, a batch's files. Empty when it made nothing.</summary>
    /// <param name="answer">The answer.</param>
    /// <param name="made">What the call was about; its id and kind are replaced.</param>
    public static IReadOnlyList<Resource> Of(JsonElement answer, Resource made)
    {
        if (answer.String("id") is not { Length: > 0 } id)
        {
            return [];
        }

        var own = made with { Id = id };
        return made.Kind switch
        {
            Resource.Batch when BatchObject.Read(answer) is { } batch => [own, .. FilesOf(batch, own)],
            Resource.Upload when answer.String("object") == "upload" => answer.Member("file").String("id") is { } file ? [own, own with { Id = file, Kind = Resource.File }] : [own],
            Resource.File => [own],
            _ => [],
        };
    }

    /// <summary>The files that a batch wrote.</summary>
    public static IEnumerable<Resource> FilesOf(BatchObject told, Resource batch)
    {
        foreach (var file in new[] { told.OutputFile, told.ErrorFile })
        {
            if (file is not null)
            {
                yield return batch with { Id = file, Kind = Resource.File, BatchId = batch.Id, SettledAt = null, Held = new Dictionary<string, string>() };
            }
        }
    }
}
