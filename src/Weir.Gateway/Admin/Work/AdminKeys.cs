using Weir.Metering.Keys;

namespace Weir.Gateway.Admin.Work;

/// <summary>Client keys, as the admin API shows them.</summary>
internal sealed class AdminKeys(KeyStore store, TimeProvider time)
{
    public async Task<IReadOnlyList<KeyEntry>> ListAsync(CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        return [.. (await store.ListAsync(cancellationToken)).Reverse().Select(key => Entries.Of(key, now))];
    }

    public Task<CreatedKey> CreateAsync(KeyOrder order, CancellationToken cancellationToken) => GuardAsync(async () =>
    {
        var wanted = new NewKey { Name = order.Name, IsAdmin = order.Admin, IsStrict = order.Strict, User = order.User, Team = order.Team, AllowedModels = order.Models, ExpiresAt = order.ExpiresAt };
        return Entries.Of(await store.CreateAsync(wanted, cancellationToken), time.GetUtcNow());
    });

    public Task<KeyEntry> RevokeAsync(string key, CancellationToken cancellationToken) => GuardAsync(async () =>
        await store.RevokeAsync(key, cancellationToken) is [.., var ended]
            ? Entries.Of(ended, time.GetUtcNow())
            : throw new AdminException(AdminProblem.Conflict($"The key \"{key}\" was revoked before.", "Nothing is left to do.")));

    public Task<CreatedKey> RotateAsync(string key, TimeSpan overlap, CancellationToken cancellationToken) => GuardAsync(async () =>
        Entries.Of(await store.RotateAsync(key, overlap, cancellationToken), time.GetUtcNow()));

    private static async Task<T> GuardAsync<T>(Func<Task<T>> work)
    {
        try
        {
            return await work();
        }
        catch (KeyRefusedException refused)
        {
            throw new AdminException(AdminProblem.Invalid(refused.Message, refused.Action), refused);
        }
    }
}
