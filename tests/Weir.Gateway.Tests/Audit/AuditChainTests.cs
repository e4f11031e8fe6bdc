using Weir.Gateway.Audit;

namespace Weir.Gateway.Tests.Audit;

/// <summary>The canonical bytes are a promise: the hash was computed by another program, by docs/audit.md alone.</summary>
public sealed class AuditChainTests
{
    private static readonly AuditRow Row = new()
    {
        At = 1_800_000_000_000,
        ActorKind = "admin_key",
        Actor = "ops",
        Address = "127.0.0.1",
        Agent = "weir-cli",
        Kind = "key_created",
        Subject = "Zo\u00eb",
        After = """{"admin":false}""",
    };

    [Fact]
    public void A_hash_is_what_the_document_says() =>
        Assert.Equal("b4d679b9d84d3e93494f5f888eb70332a63f132a73f6dd72d6e96cb011d213d3", AuditChain.Link(Row, 1, AuditChain.Genesis).Hash);

    [Fact]
    public void A_letter_that_moves_to_the_next_member_is_another_row()
    {
        var moved = Row with { Actor = "op", Address = "s127.0.0.1" };

        Assert.NotEqual(AuditChain.HashOf(Row), AuditChain.HashOf(moved));
    }
}
