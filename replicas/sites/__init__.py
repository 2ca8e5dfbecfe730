"""The five sites by slug."""

from replicas.sites.angiang_portal import AnGiangPortal
from replicas.sites.baoangiang import BaoAnGiang
from replicas.sites.baodaklak import BaoDakLak
from replicas.sites.baodongthap import BaoDongThap
from replicas.sites.site import Site
from replicas.sites.vinhlong_portal import VinhLongPortal

SITES: dict[str, Site] = {
    site.slug: site for site in (AnGiangPortal(), BaoDakLak(), VinhLongPortal(), BaoAnGiang(), BaoDongThap())
}
