namespace Weir.Gateway.Admin.Overrides;

/// <summary>Choosing models while running. Every method throws <see cref="AdminException"/> when it refuses or can't.</summary>
public interface IOverrideAdmin
{
    /// <summary>What holds: the gateway's, then those of keys, then those of conversations.</summary>
    Task<IReadOnlyList<OverrideEntry>> ListOverridesAsync(CancellationToken cancellationToken);

    /// <summary>Sets an override; when this returns, it holds.</summary>
    Task<OverrideChange> SetOverrideAsync(OverrideOrder order, CancellationToken cancellationToken);

    /// <summary>Says what setting an override would change, and sets nothing.</summary>
    Task<OverrideChange> PreviewOverrideAsync(OverrideOrder order, CancellationToken cancellationToken);

    /// <summary>Takes overrides away; gives those that held.</summary>
    /// <param name="subject">Whose; null for all.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    Task<IReadOnlyList<OverrideEntry>> ResetOverridesAsync(OverrideSubject? subject, CancellationToken cancellationToken);
}
