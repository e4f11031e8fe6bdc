namespace Weir.Gateway.Admin.Limits;

/// <summary>Rate limits, and caps of runs. What is set holds when the method returns. Every method throws <see cref="AdminException"/> when it refuses or can't.</summary>
public interface ILimitAdmin
{
    /// <summary>All rate limits in force: those of weir.yaml first, in its order.</summary>
    Task<IReadOnlyList<LimitEntry>> ListLimitsAsync(CancellationToken cancellationToken);

    /// <summary>Sets the rate limit of a subject; what was counted stays.</summary>
    Task<LimitEntry> SetLimitAsync(LimitOrder order, CancellationToken cancellationToken);

    /// <summary>Removes a rate limit that was set by command or in the console.</summary>
    /// <param name="on">Its subject, as listed.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    Task<LimitEntry> RemoveLimitAsync(string on, CancellationToken cancellationToken);

    /// <summary>All caps of runs in force: those of weir.yaml first, in its order.</summary>
    Task<IReadOnlyList<RunCapEntry>> ListRunCapsAsync(CancellationToken cancellationToken);

    /// <summary>Sets the cap on runs of a subject; what they used stays used.</summary>
    Task<RunCapEntry> SetRunCapAsync(RunCapOrder order, CancellationToken cancellationToken);

    /// <summary>Removes a cap that was set by command or in the console.</summary>
    /// <param name="on">Its subject, as listed.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    Task<RunCapEntry> RemoveRunCapAsync(string on, CancellationToken cancellationToken);
}
