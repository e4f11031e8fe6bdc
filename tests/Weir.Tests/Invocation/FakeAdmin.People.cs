using Weir.Gateway.Admin.People;

namespace Weir.Tests.Invocation;

/// <content>One user with two keys, and his team.</content>
internal sealed partial class FakeAdmin
{
    private static readonly UserEntry Ada = new()
    {
        Id = "usr_0123456789abcdef",
        Name = "ada@example.org",
        Email = "ada@example.org",
        Role = "manager",
        Team = "research",
        Enabled = true,
        CreatedAt = FixedTime.Now,
        Keys = 2,
    };

    public Task<IReadOnlyList<UserEntry>> ListUsersAsync(CancellationToken cancellationToken) => Give<IReadOnlyList<UserEntry>>([Ada, Ada with { Name = "bob", Email = null, Role = "member", Team = null, Enabled = false, Keys = 0 }]);

    public Task<UserEntry> CreateUserAsync(UserOrder order, CancellationToken cancellationToken) => Give(Ada with { Name = order.Name, Role = order.Role ?? "member" }, order);

    public Task<UserEntry> EditUserAsync(string name, UserEdit edit, CancellationToken cancellationToken) => Give(Ada with { Enabled = edit.Enabled ?? true }, edit);

    public Task<UserRemoval> RemoveUserAsync(string name, CancellationToken cancellationToken) => Give(new UserRemoval(Ada, ["laptop", "ci"]), $"remove {name}");

    public Task<IReadOnlyList<TeamEntry>> ListTeamsAsync(CancellationToken cancellationToken) => Give<IReadOnlyList<TeamEntry>>([new("research", ["ada@example.org"], FixedTime.Now), new("sales", [], FixedTime.Now)]);

    public Task<TeamEntry> CreateTeamAsync(TeamOrder order, CancellationToken cancellationToken) => Give(new TeamEntry(order.Name, [], FixedTime.Now), order);

    public Task<TeamEntry> RemoveTeamAsync(string name, CancellationToken cancellationToken) => Give(new TeamEntry(name, [], FixedTime.Now), $"remove team {name}");
}
