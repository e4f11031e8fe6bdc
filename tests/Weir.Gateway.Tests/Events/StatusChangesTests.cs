using Weir.Gateway.Admin;
using Weir.Gateway.Events;

namespace Weir.Gateway.Tests.Events;

public sealed class StatusChangesTests
{
    [Fact]
    public void What_is_said_twice_is_no_change() => Assert.True(StatusChanges.AreSame(Status(remaining: 5), Status(remaining: 5, age: 2)));

    [Fact]
    public void A_limit_that_moved_is_one() => Assert.False(StatusChanges.AreSame(Status(remaining: 5), Status(remaining: 4)));

    [Fact]
    public void Another_word_is_one() => Assert.False(StatusChanges.AreSame(Status(remaining: 5), Status(remaining: 5) with { Status = "error" }));

    private static ConnectionStatus Status(decimal remaining, long age = 1) => new()
    {
        Name = "lab",
        Provider = "openai",
        Origin = "weir.yaml:3",
        Status = "active",
        Credential = "ready",
        Limits = [new QuotaEntry { Connection = "lab", Window = "requests", Remaining = remaining, AgeSeconds = age }],
    };
}
