using Weir.Gateway.Admin.Credentials;

namespace Weir.Gateway.Admin.Work.Credentials;

/// <summary>Where secrets are kept, and moves between stores.</summary>
internal sealed class StoreWork
{
    public Task<(string Name, string Description, string? Problem)> DescribeAsync(CancellationToken cancellationToken) => throw new NotImplementedException();

    public Task<StoreReport> ChangeAsync(StoreChange change, CancellationToken cancellationToken) => throw new NotImplementedException();
}
