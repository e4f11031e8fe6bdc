using Weir.Gateway.Admin;
using Weir.Gateway.Admin.People;

namespace Weir.Admin;

/// <content>Users and teams.</content>
internal sealed partial class HttpAdmin
{
    public Task<IReadOnlyList<UserEntry>> ListUsersAsync(CancellationToken cancellationToken) =>
        http.GetAsync(AdminRoutes.Users.Template, Json.IReadOnlyListUserEntry, cancellationToken);

    public Task<UserEntry> CreateUserAsync(UserOrder order, CancellationToken cancellationToken) =>
        http.SendAsync(AdminRoutes.CreateUser.Method, AdminRoutes.CreateUser.Template, order, Json.UserOrder, Json.UserEntry, cancellationToken);

    public Task<UserEntry> EditUserAsync(string name, UserEdit edit, CancellationToken cancellationToken) =>
        http.SendAsync(AdminRoutes.EditUser.Method, AdminRoutes.EditUser.PathFor(name), edit, Json.UserEdit, Json.UserEntry, cancellationToken);

    public Task<UserRemoval> RemoveUserAsync(string name, CancellationToken cancellationToken) =>
        http.SendAsync(AdminRoutes.RemoveUser.Method, AdminRoutes.RemoveUser.PathFor(name), null, Json.UserRemoval, cancellationToken);

    public Task<IReadOnlyList<TeamEntry>> ListTeamsAsync(CancellationToken cancellationToken) =>
        http.GetAsync(AdminRoutes.Teams.Template, Json.IReadOnlyListTeamEntry, cancellationToken);

    public Task<TeamEntry> CreateTeamAsync(TeamOrder order, CancellationToken cancellationToken) =>
        http.SendAsync(AdminRoutes.CreateTeam.Method, AdminRoutes.CreateTeam.Template, order, Json.TeamOrder, Json.TeamEntry, cancellationToken);

    public Task<TeamEntry> RemoveTeamAsync(string name, CancellationToken cancellationToken) =>
        http.SendAsync(AdminRoutes.RemoveTeam.Method, AdminRoutes.RemoveTeam.PathFor(name), null, Json.TeamEntry, cancellationToken);
}
