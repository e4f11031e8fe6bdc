using Weir.Routing.Names;

namespace Weir.Routing.Tests.Names;

public sealed class EditDistanceTests
{
    [Theory]
    [InlineData("ab", "ba", 1)]
    [InlineData("kitten", "sitting", 3)]
    [InlineData("ca", "abc", 3)]
    [InlineData("", "abc", 3)]
    [InlineData("Straße", "STRASE", 1)]
    public void A_swap_of_neighbours_is_one_edit(string left, string right, int distance) => Assert.Equal(distance, EditDistance.Between(left, right, 3));

    [Fact]
    public void Beyond_the_limit_counts_as_endless() => Assert.Equal(int.MaxValue, EditDistance.Between("kitten", "sitting", 2));

    [Fact]
    public void Names_too_long_to_compare_are_never_near() => Assert.Equal(int.MaxValue, EditDistance.Between(new string('a', 257), new string('a', 257), 3));
}
