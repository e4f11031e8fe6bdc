using System.Text;
using Weir.Gateway.Sockets;

namespace Weir.Gateway.Tests.Sockets;

public sealed class EventKindTests
{
    [Theory]
    [InlineData("""{"type":"response.done","x":1}""", "response.done")]
    [InlineData("""{"x":{"type":"inner"},"y":[1,{"type":"deeper"}],"type":"outer"}""", "outer")]
    [InlineData("""{"type":"response.created","x":""", "response.created")]
    [InlineData("""{"type":7}""", "")]
    [InlineData("""{"type":"resp""", null)]
    [InlineData("""{"x":{"type":"inner" """, null)]
    [InlineData("no JSON", null)]
    [InlineData("[]", null)]
    [InlineData("", null)]
    public void The_kind_is_the_top_level_type_as_far_as_it_has_come(string start, string? kind) =>
        Assert.Equal(kind, EventKind.Of(Encoding.UTF8.GetBytes(start), whole: false));
}
