using System.Diagnostics.CodeAnalysis;

namespace Weir.Credentials.Stores;

/// <summary>One at a time, in the order of asking.</summary>
[SuppressMessage("Design", "CA1001", Justification = "A semaphore whose wait handle nobody takes holds nothing to free.")]
internal sealed class Gate
{
    private readonly SemaphoreSlim _free = new(1, 1);

    public Task EnterAsync(CancellationToken cancellationToken) => _free.WaitAsync(cancellationToken);

    /// <summary>False when it was not free within the limit.</summary>
    public Task<bool> TryEnterAsync(TimeSpan limit, CancellationToken cancellationToken) => _free.WaitAsync(limit, cancellationToken);

    public void Leave() => _free.Release();
}
