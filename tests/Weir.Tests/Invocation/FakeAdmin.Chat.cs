using System.Runtime.CompilerServices;
using System.Text;
using Weir.Admin;

namespace Weir.Tests.Invocation;

/// <content>A model that greets.</content>
internal sealed partial class FakeAdmin : IChat
{
    /// <summary>The bodies that were sent.</summary>
    public List<string> Bodies { get; } = [];

    public async IAsyncEnumerable<ChatPiece> ChatAsync(byte[] body, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        Bodies.Add(Encoding.UTF8.GetString(body));
        yield return new ChatPiece("Hel");
        yield return new ChatPiece("lo\u001b[31m!");
        yield return new ChatPiece(null, await ExplainAsync("req_1", cancellationToken));
    }
}
