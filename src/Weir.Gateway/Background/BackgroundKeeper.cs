using Microsoft.Extensions.Logging;
using Weir.Gateway.Batches;
using Weir.Gateway.Lasting;
using Weir.Gateway.Money;
using Weir.Gateway.Pipeline;
using Weir.Storage;

namespace Weir.Gateway.Background;

/// <summary>Remembers answers that go on without their calls, with what is held for them, so that they are booked when they are over.</summary>
internal sealed partial class BackgroundKeeper(ResourceStore store, LastingHolds holds, ILogger<BackgroundKeeper> logger)
{
    /// <summary>Remembers what of a request goes on; with SQLite, whose calls are synchronous, before its client has the last byte and may ask for it.</summary>
    public void Keep(RequestContext context)
    {
        foreach (var attempt in context.Attempts)
        {
            if (attempt is { GoesOn: true, Background: { } background })
            {
                if (attempt.Hold is { } hold)
                {
                    holds.Keep(background.RowId, hold);
                }

                _ = KeepAsync(ResourceOf(context, attempt, background));
            }
        }
    }

    private async Task KeepAsync(Resource answer)
    {
        try
        {
            await store.AddAsync([answer], CancellationToken.None);
        }
        catch (StorageException exception)
        {
            LogNotKept(exception, answer.Id, exception.Action);
            holds.Doubt(answer.Held.Values);
        }
    }

    private static Resource ResourceOf(RequestContext context, Attempt attempt, BackgroundAnswer background) => new()
    {
        Id = background.Id!,
        Connection = attempt.Target.Connection.Name,
        Kind = Resource.Response,
        KeyId = context.Key.Id,
        User = context.Key.User,
        Tags = context.Header("x-weir-tags"),
        RunId = context.Header(Runs.Header),
        Model = attempt.Target.ModelId,
        Held = attempt.Hold is null ? new Dictionary<string, string>() : new Dictionary<string, string> { [attempt.Target.ModelId] = background.RowId },
        CreatedAt = context.Time,
    };

    [LoggerMessage(EventId = 3037, Level = LogLevel.Error, Message = "Answer {Id}, which goes on in the background, could not be kept: it is not booked. {Remedy}")]
    private partial void LogNotKept(Exception exception, string id, string remedy);
}
