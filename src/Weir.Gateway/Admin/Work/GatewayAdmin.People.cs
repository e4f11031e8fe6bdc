using Weir.Gateway.Admin.People;

namespace Weir.Gateway.Admin.Work;

/// <content>Users and teams.</content>
internal sealed partial class GatewayAdmin
{
    public Task<IReadOnlyList<UserEntry>> ListUsersAsync(CancellationToken cancellationToken) => people.ListUsersAsync(cancellationToken);

    public Task<UserEntry> CreateUserAsync(UserOrder order, CancellationToken cancellationToken) => people.CreateUserAsync(order, cancellationToken);

    public Task<UserEntry> EditUserAsync(string name, UserEdit edit, CancellationToken cancellationToken) => people.EditUserAsync(name, edit, cancellationToken);

    public Task<UserRemoval> RemoveUserAsync(string name, CancellationToken cancellationToken) => people.RemoveUserAsync(name, cancellationToken);

    public Task<IReadOnlyList<TeamEntry>> ListTeamsAsync(CancellationToken cancellationToken) => people.ListTeamsAsync(cancellationToken);

    public Task<TeamEntry> CreateTeamAsync(TeamOrder order, CancellationToken cancellationToken) => people.CreateTeamAsync(order, cancellationToken);

    public Task<TeamEntry> RemoveTeamAsync(string name, CancellationToken cancellationToken) => people.RemoveTeamAsync(name, cancellationToken);
}
