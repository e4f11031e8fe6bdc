using Weir.Gateway.Admin.People;
using Weir.Gateway.Admin.Work.Audit;

namespace Weir.Gateway.Admin.Work;

/// <content>Users and teams.</content>
internal sealed partial class GatewayAdmin
{
    public Task<IReadOnlyList<UserEntry>> ListUsersAsync(CancellationToken cancellationToken) => people.ListUsersAsync(cancellationToken);

    public Task<UserEntry> CreateUserAsync(UserOrder order, CancellationToken cancellationToken) =>
        audit.AfterAsync(people.CreateUserAsync(order, cancellationToken), AuditNotes.UserAdded);

    public async Task<UserEntry> EditUserAsync(string name, UserEdit edit, CancellationToken cancellationToken)
    {
        var before = (await people.ListUsersAsync(cancellationToken)).FirstOrDefault(user => user.Name == name || user.Id == name);
        return await audit.AfterAsync(people.EditUserAsync(name, edit, cancellationToken), after => AuditNotes.UserUpdated(before, after));
    }

    public Task<UserRemoval> RemoveUserAsync(string name, CancellationToken cancellationToken) =>
        audit.AfterAsync(people.RemoveUserAsync(name, cancellationToken), AuditNotes.UserRemoved);

    public Task<IReadOnlyList<TeamEntry>> ListTeamsAsync(CancellationToken cancellationToken) => people.ListTeamsAsync(cancellationToken);

    public Task<TeamEntry> CreateTeamAsync(TeamOrder order, CancellationToken cancellationToken) =>
        audit.AfterAsync(people.CreateTeamAsync(order, cancellationToken), AuditNotes.TeamAdded);

    public Task<TeamEntry> RemoveTeamAsync(string name, CancellationToken cancellationToken) =>
        audit.AfterAsync(people.RemoveTeamAsync(name, cancellationToken), AuditNotes.TeamRemoved);
}
